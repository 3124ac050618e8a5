// The operations on scripts and runs, apart from the query.

#include <dataarts/client.hpp>

#include "scripts/run_requests.hpp"
#include "scripts/script_answers.hpp"
#include "scripts/script_requests.hpp"
#include "scripts/start_operation.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace dataarts {

namespace {

namespace asio = boost::asio;

/// A value for operations whose answer tells nothing.
struct nothing {};

bool read_nothing(nothing&, std::string_view, std::size_t, decode_error&) { return true; }

template <class T>
asio::awaitable<result<T>> ask(std::shared_ptr<engine> const& which, answer_reader<T> read, operation what,
                               instance_ref about, call_options const& options) {
  return asio::async_initiate<asio::use_awaitable_t<> const, void(result<T>)>(
      start_operation<T>{which, read}, asio::use_awaitable, std::move(what), std::move(about), options);
}

/// What observers are told of a script.
instance_ref about(script_ref const& what) { return {what.name(), {}, what.workspace()}; }

asio::awaitable<result<void>> run_for_nothing(std::shared_ptr<engine> which, operation what, instance_ref about,
                                              call_options options) {
  auto const done = co_await ask<nothing>(which, read_nothing, std::move(what), std::move(about), options);
  if (done.has_error()) co_return done.error();
  co_return result<void>();
}

asio::awaitable<result<instance_ref>> run_to_start(std::shared_ptr<engine> which, operation request, script_ref what,
                                                   call_options options) {
  auto const id = co_await ask<std::string>(which, read_instance_id, std::move(request), about(what), options);
  if (id.has_error()) co_return id.error();
  co_return instance_ref(what.name(), *id, what.workspace());
}

}  // namespace

asio::awaitable<result<instance_ref>> execute(std::shared_ptr<engine> which, script_ref what,
                                              script_parameters const& parameters, call_options options) {
  auto request = execute_request(what, parameters);
  return run_to_start(std::move(which), std::move(request), std::move(what), std::move(options));
}

asio::awaitable<result<void>> stop(std::shared_ptr<engine> which, instance_ref what, call_options options) {
  auto request = stop_request(what);
  return run_for_nothing(std::move(which), std::move(request), std::move(what), std::move(options));
}

// An awaitable may begin when its caller's values are gone.
// NOLINTBEGIN(performance-unnecessary-value-param)

asio::awaitable<result<instance_ref>> client::execute(script_ref what, script_parameters parameters,
                                                      call_options options) {
  return dataarts::execute(engine_, std::move(what), parameters, std::move(options));
}

asio::awaitable<result<void>> client::stop(instance_ref what, call_options options) {
  return dataarts::stop(engine_, std::move(what), std::move(options));
}

asio::awaitable<result<script>> client::show(script_ref what, show_options options) {
  return ask<script>(engine_, read_script, show_request(what, options), about(what), options.each());
}

asio::awaitable<result<script_page>> client::list(list_options options) {
  return ask<script_page>(engine_, read_script_page, list_request(options), instance_ref({}, {}, options.workspace()),
                          options.each());
}

asio::awaitable<result<void>> client::create(script_draft draft, std::string workspace, call_options options) {
  return run_for_nothing(engine_, create_request(draft, workspace), instance_ref({}, {}, workspace),
                         std::move(options));
}

asio::awaitable<result<void>> client::update(script_ref what, script_draft changes, call_options options) {
  return run_for_nothing(engine_, update_request(what, changes), about(what), std::move(options));
}

asio::awaitable<result<void>> client::remove(script_ref what, call_options options) {
  return run_for_nothing(engine_, remove_request(what), about(what), std::move(options));
}

// NOLINTEND(performance-unnecessary-value-param)

}  // namespace dataarts
