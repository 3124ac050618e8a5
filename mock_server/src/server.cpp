#include <dataarts/mock/server.hpp>

#include "admin/admin_answers.hpp"
#include "admin/journal_traffic.hpp"
#include "admin/scenario_reports.hpp"
#include "admin/scenario_runs.hpp"
#include "auth/guarded_answers.hpp"
#include "in_process/convenience.hpp"
#include "in_process/own_runs.hpp"
#include "listener.hpp"
#include "memory_listener.hpp"
#include "shard.hpp"
#include "tls_context.hpp"

#include <dataarts/mock/script_runs.hpp>
#include <dataarts/real_clock.hpp>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <stdexcept>
#include <utility>

namespace dataarts::mock {
namespace {

options completed(options settings) {
  settings.validate();
  if (!settings.clock) settings.clock = real_clock::shared();
  if (!settings.wire_clock) settings.wire_clock = settings.clock;
  if (!settings.answers) settings.answers = in_process::make_own_runs(settings);
  return settings;
}

// Null: everything passes, at no cost.
std::shared_ptr<auth::guarded_answers> make_guard(options const& settings) {
  if (settings.auth.mode == auth_mode::off) return nullptr;
  return std::make_shared<auth::guarded_answers>(settings.auth, settings.seed, settings.clock, settings.answers);
}

std::string url_of(bool secure, std::string const& host, std::uint16_t port) {
  auto const v6 = host.find(':') != std::string::npos;
  return (secure ? "https://" : "http://") + (v6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

boost::asio::io_context& first_of(std::vector<boost::asio::io_context*> const& contexts) {
  if (contexts.empty()) throw std::invalid_argument("a mock server needs at least one context");
  return *contexts.front();
}

using weak_shards = std::vector<std::weak_ptr<shard>>;

std::shared_ptr<tls_context> make_tls(options const& settings) {
  if (!settings.tls) return nullptr;
  return std::make_shared<tls_context>(*settings.tls, settings.wire_clock->wall_now());
}

}  // namespace

class server::impl {
 public:
  impl(std::vector<boost::asio::io_context*> const& contexts, options settings)
      : host_(settings.host),
        tls_(make_tls(settings)),
        guard_(make_guard(settings)),
        in_process_(settings, first_of(contexts).get_executor()) {
    auto const source = settings.answers;
    if (guard_) settings.answers = guard_;
    if (settings.journal) settings.journal->start(settings.clock->now());
    // The admin API counts the shards, which have it among their answers.
    auto const counted = std::make_shared<weak_shards>();
    auto admin_settings = settings;
    admin_settings.close_after = {};
    if (settings.admin.enabled) {
      auto const& own = settings.admin.own_listener;
      auto const answers = std::make_shared<admin::admin_answers>(context_for(settings, source, counted),
                                                                  own ? nullptr : settings.answers);
      (own ? admin_settings : settings).answers = answers;
    }
    // The first shard has the seed itself, so that the ids do not depend on how many there are.
    auto const places =
        settings.max_connections == 0 ? nullptr : std::make_shared<connection_places>(settings.max_connections);
    for (auto* context : contexts) {
      auto const seed = settings.seed + shards_.size() * 0x9e3779b97f4a7c15;
      shards_.push_back(std::make_shared<shard>(context->get_executor(), settings, tls_, seed, places));
    }
    auto const executor = contexts.front()->get_executor();
    if (settings.network) {
      listener_ = std::make_shared<memory_listener>(executor, *settings.network, settings.port, shards_);
    } else {
      listener_ = std::make_shared<listener>(executor, host_, settings.port, shards_);
    }
    counted->assign(shards_.begin(), shards_.end());
    if (settings.admin.enabled && settings.admin.own_listener) listen_for_admin(*contexts.front(), admin_settings);
    listener_->start();
  }

  /// Calls a member of each shard, on its own thread, after the listener is closed on its own.
  template <class What>
  void end(What what) {
    for (auto const& each : {listener_, admin_listener_}) {
      if (each) boost::asio::dispatch(each->executor(), [closed = each] { closed->close(); });
    }
    for (auto const& each : shards_) {
      boost::asio::dispatch(each->executor(), [ended = each, what] { what(*ended); });
    }
    if (admin_shard_) boost::asio::dispatch(admin_shard_->executor(), [ended = admin_shard_, what] { what(*ended); });
  }

  in_process::convenience& in_process() noexcept { return in_process_; }
  std::string url() const { return url_of(tls_ != nullptr, host_, port()); }
  std::string admin_url() const {
    if (!admin_enabled_) return {};
    return (admin_listener_ ? url_of(tls_ != nullptr, admin_host_, admin_listener_->port()) : url()) + "/__admin";
  }
  std::uint16_t port() const noexcept { return listener_->port(); }
  void refuse(bool on) { listener_->refuse(on); }
  std::string const& ca_pem() const noexcept {
    static std::string const none;
    return tls_ ? tls_->authority_pem() : none;
  }
  mock::counters counters() const noexcept {
    mock::counters sum;
    for (auto const& each : shards_) each->counts().add_to(sum);
    return sum;
  }
  mock::auth_counters auth_counters() const { return guard_ ? guard_->counts() : mock::auth_counters(); }
  std::vector<auth_refusal> refusals() const { return guard_ ? guard_->refusals() : std::vector<auth_refusal>(); }
  void expire_issued() noexcept {
    if (guard_) guard_->expire_issued();
  }

 private:
  admin::context context_for(options const& settings, std::shared_ptr<answer_source> const& source,
                             std::shared_ptr<weak_shards> const& shards) {
    admin_enabled_ = true;
    admin::context made;
    made.options = settings.admin;
    made.clock = settings.clock;
    made.began = settings.clock->now();
    made.seed = settings.seed;
    made.auth = settings.auth;
    if (settings.journal) made.traffic = std::make_shared<admin::journal_traffic>(settings.journal);
    std::function<script_runs&()> the_runs;
    if (auto const scenario = std::dynamic_pointer_cast<script_runs>(source)) {
      the_runs = [scenario]() -> script_runs& { return *scenario; };
    } else if (auto const own = std::dynamic_pointer_cast<in_process::own_runs>(source)) {
      made.has_runs = [own] { return own->used() != nullptr; };
      the_runs = [own]() -> script_runs& { return own->use(); };
    }
    if (the_runs) {
      auto const reports = std::make_shared<admin::scenario_reports>(the_runs, settings.journal);
      made.runs = std::make_shared<admin::scenario_runs>(the_runs, settings.clock);
      made.rules = reports;
      made.expectations = reports;
    }
    made.counters = [shards] {
      mock::counters sum;
      for (auto const& each : *shards) {
        if (auto const one = each.lock()) one->counts().add_to(sum);
      }
      return sum;
    };
    if (guard_) made.auth_counters = [guard = guard_] { return guard->counts(); };
    return made;
  }

  void listen_for_admin(boost::asio::io_context& context, options const& settings) {
    auto const& own = *settings.admin.own_listener;
    admin_host_ = own.host;
    admin_shard_ = std::make_shared<shard>(context.get_executor(), settings, tls_, ~settings.seed);
    std::vector<std::shared_ptr<shard>> const only{admin_shard_};
    admin_listener_ = std::make_shared<listener>(context.get_executor(), own.host, own.port, only);
    admin_listener_->start();
  }

  std::string host_;
  std::string admin_host_;
  bool admin_enabled_ = false;
  std::shared_ptr<tls_context> tls_;
  std::shared_ptr<auth::guarded_answers> guard_;
  in_process::convenience in_process_;
  std::vector<std::shared_ptr<shard>> shards_;
  std::shared_ptr<entrance> listener_;
  std::shared_ptr<shard> admin_shard_;
  std::shared_ptr<entrance> admin_listener_;
};

server::server(boost::asio::io_context& context, options settings)
    : server(std::vector<boost::asio::io_context*>{&context}, std::move(settings)) {}

server::server(std::vector<boost::asio::io_context*> const& contexts, options settings)
    : impl_(std::make_shared<impl>(contexts, completed(std::move(settings)))) {}

server::~server() {
  impl_->in_process().report();
  try {
    impl_->in_process().close();
    impl_->end([](shard& each) { each.abort(); });
  } catch (...) {
    // No memory to hand the closing over to the contexts: they close everything when they are destroyed.
  }
}

void server::stop() noexcept {
  try {
    impl_->in_process().close();
    impl_->end([](shard& each) { each.stop(); });
  } catch (...) {
    // As above; what is in flight goes on.
  }
}

void server::refuse(bool on) { impl_->refuse(on); }
std::string server::url() const { return impl_->url(); }
std::string server::admin_url() const { return impl_->admin_url(); }
std::uint16_t server::port() const noexcept { return impl_->port(); }
std::string const& server::ca_pem() const noexcept { return impl_->ca_pem(); }
counters server::counters() const noexcept { return impl_->counters(); }
auth_counters server::auth_counters() const { return impl_->auth_counters(); }
std::vector<auth_refusal> server::refusals() const { return impl_->refusals(); }
void server::expire_issued() noexcept { impl_->expire_issued(); }

script_runs& server::runs() { return impl_->in_process().runs(); }
void server::add(run_rule const& rule) { impl_->in_process().add(rule); }
void server::add(script_definition const& script) { runs().add(script); }
void server::add(quota_rule const& quota) { runs().add(quota); }
void server::add(route_rule const& route) { runs().add(route); }
void server::load(std::filesystem::path const& file) { impl_->in_process().load(file); }
std::uint64_t server::polls(std::string const& rule) const { return impl_->in_process().polls(rule); }
std::size_t server::hold(std::string const& rule) { return impl_->in_process().hold(rule); }
std::size_t server::release(std::string const& rule) { return impl_->in_process().release(rule); }
std::size_t server::advance(std::string const& rule, std::optional<run_state> to) {
  return impl_->in_process().advance(rule, to);
}
std::size_t server::reset(std::string const& rule) { return impl_->in_process().reset(rule); }
verification server::verify() const { return impl_->in_process().verify(); }
std::shared_ptr<request_inbox> server::inbox() const { return impl_->in_process().inbox(); }

boost::asio::awaitable<journal_entry> server::next_request(request_match match) {
  return async_next_request(std::move(match), boost::asio::use_awaitable);
}

}  // namespace dataarts::mock
