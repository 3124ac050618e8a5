#include "load.hpp"

#include "faulty_server.hpp"
#include "random.hpp"
#include "resources.hpp"

#include <boost/asio/co_spawn.hpp>

#include <chrono>

namespace soak {

namespace asio = boost::asio;

namespace {

/// More than there are connections.
constexpr std::size_t most_callers = 48;

}  // namespace

void load::run(std::size_t queries, std::function<bool()> const& settled) {
  end_ = next_ + queries;
  for (std::size_t i = 0; i < most_callers; ++i) {
    ++callers_;
    asio::co_spawn(world_.context, call(), rethrow);
  }
  world_.pass_until([this] { return callers_ == 0; }, settled);
}

asio::awaitable<void> load::call() {
  frame const mine;
  while (next_ < end_) {
    auto const instance = next_++;
    before_each(instance);
    auto const timeout = std::chrono::seconds(20 + mixed(seed_ ^ mixed(instance)) % 20);
    dataarts::instance_ref ref("s", std::to_string(instance));
    dataarts::call_options options;
    options.timeout(timeout);
    auto const answer = co_await client_.query(std::move(ref), options);
    look_at(instance, answer);
  }
  --callers_;
}

void load::look_at(std::size_t instance, dataarts::result<dataarts::script_instance> const& answer) {
  if (answer.has_error()) {
    outcomes_.add(static_cast<dataarts::errc>(answer.error().code().value()));
    return;
  }
  outcomes_.add({});
  bool good = answer->message() == message_of(instance) && answer->results().size() == 1;
  if (good) {
    auto const number = std::to_string(instance);
    auto const first = answer->results()[0];
    for (auto const row : first.rows()) good = good && row.size() == 2 && row[0].text() == number;
  }
  if (!good) ++misled_;
}

}  // namespace soak
