#include "scripted_service.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace dataarts::cli::test {
namespace {

std::string first_line(std::string const& request) { return request.substr(0, request.find("\r\n")); }

std::string answer_to(std::string const& line) {
  if (line.find("/unauthorized") != std::string::npos) {
    return ::test::http_answer(R"({"error_msg":"Incorrect IAM authentication information","error_code":"APIGW.0301"})",
                               "401 Unauthorized", "X-Request-Id: req-401\r\n");
  }
  if (line.find("/broken") != std::string::npos) {
    return ::test::http_answer("<html>Bad Gateway</html>", "502 Bad Gateway", "Content-Type: text/html\r\n");
  }
  if (line.find("/huge") != std::string::npos) {
    constexpr std::size_t deepest = 64;  // the client's limit, of which the answer's own levels take five
    std::string const cell = std::string(deepest - 5, '[') + std::string(deepest - 5, ']');
    return ::test::http_answer(R"({"status":"FINISHED","results":[{"rows":[[")" + std::string(2 * 1024 * 1024, 'x') +
                               "\"," + cell + "]]}]}");
  }
  if (line.find("/large") != std::string::npos) {
    return ::test::http_answer(R"({"status":"FINISHED","message":")" + std::string(16 * 1024, 'x') + "\"}");
  }
  return ::test::http_answer(R"({"status":"FINISHED"})");
}

}  // namespace

scripted_service::scripted_service()
    : work_(boost::asio::make_work_guard(context_)),
      peer_(context_, [this](::test::peer::connection& client, std::size_t) { return serve(client); }),
      thread_([this] { context_.run(); }) {}

scripted_service::~scripted_service() {
  context_.stop();
  thread_.join();
}

boost::asio::awaitable<void> scripted_service::serve(::test::peer::connection& client) {
  for (;;) {
    auto const request = co_await client.request();
    if (request.empty()) co_return;
    note(request);
    auto const line = first_line(request);
    if (line.find("/hang") != std::string::npos) {
      co_await client.until_closed();
      co_return;
    }
    co_await client.send(answer_to(line));
  }
}

void scripted_service::note(std::string const& request) {
  std::lock_guard const lock(mutex_);
  requests_.push_back(request);
  arrived_.notify_all();
}

std::string scripted_service::wait_for_request(std::string_view text) {
  std::unique_lock lock(mutex_);
  std::string found;
  auto const seen = [&] {
    auto const at = std::find_if(requests_.begin(), requests_.end(), [&](std::string const& request) {
      return first_line(request).find(text) != std::string::npos;
    });
    if (at == requests_.end()) return false;
    found = *at;
    return true;
  };
  if (!arrived_.wait_for(lock, std::chrono::minutes(1), seen)) {
    throw std::runtime_error("no request with " + std::string(text) + " came in a minute");
  }
  return found;
}

std::size_t scripted_service::requests() {
  std::lock_guard const lock(mutex_);
  return requests_.size();
}

}  // namespace dataarts::cli::test
