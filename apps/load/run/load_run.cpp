#include "run/load_run.hpp"

#include "plan/arrivals.hpp"
#include "plan/plan_hash.hpp"
#include "plan/planned_time.hpp"
#include "result/interval_summary.hpp"
#include "result/machine.hpp"
#include "run/interval_collector.hpp"
#include "run/plan_source.hpp"
#include "run/process_use.hpp"
#include "run/worker.hpp"

#include <dataarts/real_clock.hpp>
#include <dataarts/version.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

/// `whole` cut into `parts` as even as can be, the `index`th of them.
std::uint64_t share_of(std::uint64_t whole, std::uint64_t parts, std::uint64_t index) noexcept {
  return whole / parts + (index < whole % parts ? 1 : 0);
}

interval summary_of(whole_interval const& whole, double cpu) {
  auto made = summary_of(whole.second, *whole.seen);
  made.in_flight = whole.in_flight;
  made.connections_open = whole.connections_open;
  made.cpu = cpu;
  return made;
}

/// One thread with its context.
struct worker_thread {
  boost::asio::io_context context{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard{context.get_executor()};
  std::thread thread;
};

}  // namespace

class load_run::impl final : public worker_sink, public std::enable_shared_from_this<impl> {
 public:
  impl(boost::asio::io_context& context, run_settings settings, run_listener& listener)
      : context_(context),
        settings_(std::move(settings)),
        listener_(listener),
        clock_(settings_.client.time ? settings_.client.time : real_clock::shared()),
        collector_(worker_count(), [this](whole_interval const& whole) { take(whole); }) {
    describe();
    for (std::size_t i = 0; i < worker_count(); ++i) add_worker(i);
    unfinished_ = workers_.size();
  }

  void open() {
    opens_only_ = true;
    start();
  }

  void carry_out(load::plan plan, std::uint64_t first_number) {
    settings_.plan = std::move(plan);
    whole_ = {};
    describe();
    collector_.restart();
    unfinished_ = workers_.size();
    over_ = stopped_ = false;
    if (!work_) work_.emplace(context_.get_executor());
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      on_worker(i, [source = source_of(i, first_number)](worker& mine) mutable { mine.renew(std::move(source)); });
    }
    begin();
  }

  void start() {
    work_.emplace(context_.get_executor());
    for (std::size_t i = 0; i < threads_.size(); ++i) {
      threads_[i]->thread = std::thread([this, i] { run_thread(i); });
    }
    unprepared_ = workers_.size();
    on_each_worker([self = shared_from_this()](worker& mine) {
      mine.warm_up([self](dataarts::result<std::size_t> const& opened) {
        boost::asio::post(self->context_, [self, opened] { self->prepared(opened); });
      });
    });
  }

  void stop(end_reason why) {
    if (over_) return;
    if (whole_.reason == end_reason::completed) whole_.reason = why;
    stopped_ = true;
    if (!started_) {
      // Nothing is under way but connecting, which may take as long as the service likes.
      if (unprepared_ > 0) close_all();
      return;
    }
    planned_time_ = std::clamp<std::chrono::nanoseconds>(clock_->now() - measured_from_, {}, planned_time_);
    on_each_worker([](worker& mine) { mine.stop(); });
  }

  void give_up() {
    if (over_) return;
    stop(end_reason::interrupted);
    close_all();
  }

  void join() noexcept {
    for (auto& each : threads_) {
      each->guard.reset();
      each->context.stop();
      if (each->thread.joinable()) each->thread.join();
    }
    work_.reset();
  }

  // Of worker_sink, on the workers' threads.

  void interval_over(worker_interval interval) override {
    boost::asio::post(context_, [self = shared_from_this(), part = std::move(interval)]() mutable {
      self->collector_.add(std::move(part));
    });
  }

  std::unique_ptr<measurement> empty_measurement() override { return collector_.empty(); }

  void finished(std::size_t worker) override {
    boost::asio::post(context_, [self = shared_from_this(), worker] { self->worker_finished(worker); });
  }

 private:
  std::size_t worker_count() const noexcept { return std::max<std::size_t>(settings_.threads, 1); }

  void describe() {
    whole_.program_version = version();
    whole_.plan = settings_.plan;
    whole_.plan_hash = plan_hash(settings_.plan);
    whole_.target_count = settings_.plan.targets.size();
    whole_.endpoint = settings_.client.endpoint;
    whole_.label = settings_.label;
    whole_.machines = {this_machine()};
    whole_.shards = {settings_.shard};
    whole_.shard_count = settings_.shard.count;
    whole_.generator.threads = worker_count();
  }

  std::unique_ptr<request_source> source_of(std::size_t index, std::uint64_t first_number) const {
    auto const part = load::part_of(settings_.shard, index, worker_count());
    if (settings_.source) return settings_.source(part);
    return std::make_unique<plan_source>(settings_.plan, part, first_number);
  }

  void add_worker(std::size_t index) {
    auto const count = worker_count();
    auto const& plan = settings_.plan;
    boost::asio::any_io_executor executor = context_.get_executor();
    if (settings_.threads > 0) {
      threads_.push_back(std::make_unique<worker_thread>());
      executor = threads_.back()->context.get_executor();
    }
    auto const part = load::part_of(settings_.shard, index, count);
    worker_share share;
    share.worker = index;
    share.connections = std::max<std::size_t>(1, share_of(plan.connections, count, index));
    share.users = share_of(plan.users, count, index);
    share.max_in_flight = std::max<std::size_t>(1, share_of(plan.max_in_flight, count, index));
    if (plan.requests) share.requests = share_of(*plan.requests, part.count, part.index);
    share.stays = settings_.stays;
    workers_.push_back(std::make_shared<worker>(std::move(executor), settings_.client, settings_.plan, share,
                                                source_of(index, 0), *this));
  }

  template <class Action>
  void on_worker(std::size_t index, Action action) {
    auto const which = workers_[index];
    auto run = [which, action = std::move(action)]() mutable { action(*which); };
    if (threads_.empty()) {
      boost::asio::post(context_, std::move(run));
    } else {
      boost::asio::post(threads_[index]->context, std::move(run));
    }
  }

  template <class Action>
  void on_each_worker(Action const& action) {
    for (std::size_t i = 0; i < workers_.size(); ++i) on_worker(i, action);
  }

  // What a thread throws ends the run: the one who runs `context_` gets it, once what was under way has let go of what
  // it had.
  void run_thread(std::size_t index) {
    auto& its = threads_[index]->context;
    try {
      its.run();
    } catch (...) {
      auto const problem = std::current_exception();
      try {
        workers_[index]->give_up();
        while (its.poll() > 0) continue;
      } catch (...) {
        // The first problem is the one to tell.
      }
      boost::asio::post(context_, [problem] { std::rethrow_exception(problem); });
    }
  }

  void close_all() {
    on_each_worker([](worker& mine) { mine.give_up(); });
  }

  void prepared(dataarts::result<std::size_t> const& opened) {
    if (opened.has_value()) {
      connections_ += *opened;
    } else {
      why_not_ = opened.error();
    }
    if (--unprepared_ > 0) return;
    if (stopped_ && !opens_only_) {
      whole_.began = clock_->wall_now();
      end();
      return;
    }
    if (connections_ == 0) {
      over_ = true;
      work_.reset();
      listener_.on_unreachable(why_not_);
      return;
    }
    if (opens_only_) {
      work_.reset();
      listener_.on_open(connections_);
    } else {
      begin();
    }
  }

  void begin() {
    auto const now = clock_->now();
    auto const wall = clock_->wall_now();
    // Time for the threads to be told of it.
    constexpr auto head_start = std::chrono::milliseconds(20);
    auto at = settings_.threads == 0 ? now : now + head_start;
    if (settings_.start_at) {
      auto const asked = now + std::chrono::duration_cast<clock::duration>(*settings_.start_at - wall);
      whole_.start_skew = std::max<clock::duration>(at - asked, clock::duration::zero());
      at = std::max(at, asked);
    }
    auto const start_wall = wall + std::chrono::duration_cast<clock::wall_time::duration>(at - now);
    measured_from_ = at + settings_.plan.warmup;
    planned_time_ = planned_time(settings_.plan);
    whole_.began = start_wall + std::chrono::duration_cast<clock::wall_time::duration>(settings_.plan.warmup);
    whole_.common_start = whole_.began - std::chrono::duration_cast<clock::wall_time::duration>(whole_.start_skew);
    used_before_ = look_at_process();
    used_at_last_ = used_before_;
    last_interval_ = now;
    started_ = true;
    on_each_worker([at](worker& mine) { mine.start(at); });
    listener_.on_ready(connections_, start_wall);
  }

  void take(whole_interval const& whole) {
    auto const now = clock_->now();
    auto const used = look_at_process();
    auto const elapsed = std::chrono::duration<double>(now - last_interval_).count();
    auto const busy = used.user + used.system - used_at_last_.user - used_at_last_.system;
    auto const cpu = elapsed > 0 ? std::chrono::duration<double>(busy).count() / elapsed : 0;
    last_interval_ = now;
    used_at_last_ = used;
    if (whole.second >= 0) {
      whole_.total.add(*whole.seen);
    } else {
      used_before_ = used;  // the warm-up is in no figure
    }
    whole_.intervals.push_back(summary_of(whole, cpu));
    note_use(used);
    whole_.measured = std::max<std::chrono::nanoseconds>(now - measured_from_, std::chrono::nanoseconds::zero());
    // The last answer of a plan may come before the end of its last second, which is a whole one all the same.
    auto passed = whole_.measured;
    if (!settings_.plan.requests && !whole.drain) {
      passed = std::max<std::chrono::nanoseconds>(passed, std::chrono::seconds(whole.second + 1));
    }
    whole_.planned_time = std::min(passed, planned_time_);
    if (whole.second >= 0 && !whole.drain) whole_.answered_in_time += whole.seen->count(outcome::answered);
    listener_.on_interval(whole_.intervals.back(), *whole.seen, whole_);
  }

  void note_use(process_use const& now) noexcept {
    whole_.generator.user = now.user - used_before_.user;
    whole_.generator.system = now.system - used_before_.system;
    whole_.generator.waited = std::max(now.waited - used_before_.waited, std::chrono::nanoseconds::zero());
    whole_.generator.peak_resident_bytes = now.peak_resident_bytes;
  }

  void worker_finished(std::size_t index) {
    collector_.finished(index);
    if (--unfinished_ == 0) end();
  }

  void end() {
    over_ = true;
    auto const duration = std::chrono::nanoseconds(settings_.plan.duration);
    auto const passed =
        started_ ? std::chrono::nanoseconds(clock_->now() - measured_from_) : std::chrono::nanoseconds(0);
    whole_.measured = whole_.reason == end_reason::completed && !settings_.plan.requests
                          ? std::max(duration, passed)
                          : std::max(passed, std::chrono::nanoseconds::zero());
    whole_.planned_time = std::min(whole_.measured, planned_time_);
    whole_.in_flight_at_end = whole_.total.count(outcome::cancelled);
    note_use(look_at_process());
    work_.reset();
    listener_.on_end(whole_);
  }

  boost::asio::io_context& context_;
  run_settings settings_;
  run_listener& listener_;
  std::shared_ptr<dataarts::clock> clock_;
  interval_collector collector_;
  std::vector<std::unique_ptr<worker_thread>> threads_;
  std::vector<std::shared_ptr<worker>> workers_;
  std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> work_;
  result whole_;
  process_use used_before_;
  process_use used_at_last_;
  clock::time_point last_interval_;
  clock::time_point measured_from_;
  std::chrono::nanoseconds planned_time_{0};  // of the measured part, until the plan's end or `stop`
  failure why_not_;
  std::size_t connections_ = 0;
  std::size_t unprepared_ = 0;
  std::size_t unfinished_ = 0;
  bool opens_only_ = false;
  bool started_ = false;
  bool stopped_ = false;
  bool over_ = false;
};

load_run::load_run(boost::asio::io_context& context, run_settings settings, run_listener& listener)
    : impl_(std::make_shared<impl>(context, std::move(settings), listener)) {}

load_run::~load_run() { impl_->join(); }

void load_run::start() { impl_->start(); }

void load_run::open() { impl_->open(); }

void load_run::carry_out(load::plan plan, std::uint64_t first_number) {
  impl_->carry_out(std::move(plan), first_number);
}

void load_run::stop(end_reason why) { impl_->stop(why); }

void load_run::give_up() { impl_->give_up(); }

}  // namespace dataarts::load
