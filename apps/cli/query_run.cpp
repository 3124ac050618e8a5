#include "query_run.hpp"

#include "usage_error.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace dataarts::cli {

namespace {

// What an answer that waits for its turn takes, roughly.
std::size_t weight_of(answered_query const& answer) {
  return sizeof(answered_query) +
         (answer.outcome ? answer.outcome->memory_size() : answer.outcome.error().body().size());
}

}  // namespace

query_run::query_run(boost::asio::io_context& context, client& asked, reference_input& input, options how,
                     answer_handler on_answer, std::function<void()> on_end)
    : context_(context),
      client_(asked),
      input_(input),
      options_(how),
      on_answer_(std::move(on_answer)),
      on_end_(std::move(on_end)),
      changed_(context, boost::asio::steady_timer::time_point::max()),
      window_(std::max(how.held_answers, how.concurrency), how.held_bytes) {}

void query_run::start() {
  auto const total = input_.total();
  auto const useful = total && total->exact ? total->count : options_.concurrency;
  workers_ = std::max<std::size_t>(1, std::min<std::size_t>(options_.concurrency, useful));
  auto const count = workers_;
  for (std::size_t i = 0; i < count; ++i) {
    boost::asio::co_spawn(context_, work(), [this](std::exception_ptr problem) { worker_ended(std::move(problem)); });
  }
}

void query_run::stop() {
  if (std::exchange(stopping_, true)) return;
  input_.cancel();
  changed_.cancel();
  client_.close();
}

boost::asio::awaitable<void> query_run::work() {
  task mine;
  for (;;) {
    auto const what = next(mine);
    if (what == step::end) co_return;
    if (what == step::wait_for_input) {
      co_await wait_for_input();
    } else if (what == step::wait_for_turn) {
      co_await wait_for_change();
    } else {
      auto outcome = co_await client_.query(mine.ref);
      deliver(mine, std::move(outcome));
    }
  }
}

query_run::step query_run::next(task& into) {
  if (stopping_ || !input_problem_.empty()) return step::end;
  if (options_.in_order && !window_.admits(next_index_)) return step::wait_for_turn;
  try {
    switch (input_.take(into.ref)) {
      case reference_input::step::reference:
        break;
      case reference_input::step::wait:
        return step::wait_for_input;
      case reference_input::step::end:
        return step::end;
    }
  } catch (std::runtime_error const& problem) {
    input_problem_ = problem.what();
    changed_.cancel();
    return step::end;
  }
  into.index = next_index_++;
  return step::ask;
}

boost::asio::awaitable<void> query_run::wait_for_input() {
  if (reading_) {
    co_await wait_for_change();
    co_return;
  }
  reading_ = true;
  co_await input_.readable();
  reading_ = false;
  changed_.cancel();
}

boost::asio::awaitable<void> query_run::wait_for_change() {
  constexpr auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
  co_await changed_.async_wait(token);
}

void query_run::deliver(task& asked, result<script_instance> outcome) {
  // What the stop itself broke off says nothing about the instance.
  if (stopping_ && !outcome && outcome.error() == condition::cancelled) {
    ++cancelled_;
    return;
  }
  answered_query answer(asked.index, std::move(asked.ref), std::move(outcome));
  if (!options_.in_order) {
    on_answer_(answer);
    return;
  }
  auto const weight = weight_of(answer);
  auto const index = answer.index;
  window_.put(index, std::move(answer), weight);
  bool moved = false;
  while (auto const ready = window_.take()) {
    on_answer_(*ready);
    moved = true;
  }
  if (moved) changed_.cancel();
}

void query_run::worker_ended(std::exception_ptr problem) {
  if (problem && input_problem_.empty()) std::rethrow_exception(problem);
  if (--workers_ == 0) finish();
}

void query_run::finish() {
  while (auto const ready = window_.take_any()) on_answer_(*ready);
  client_.close();
  on_end_();
}

}  // namespace dataarts::cli
