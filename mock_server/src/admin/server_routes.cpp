#include "admin/api_error.hpp"
#include "admin/routes.hpp"
#include "auth/timestamp.hpp"

#include <dataarts/real_clock.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <exception>
#include <map>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

std::shared_ptr<answer const> health_answer(context const& what, clock::time_point started) {
  auto const reason = what.options.not_ready ? what.options.not_ready() : std::string();
  auto const up = std::chrono::duration_cast<std::chrono::seconds>(real_clock::shared()->now() - started);
  return json_answer(json::object{{"status", reason.empty() ? "healthy" : "unhealthy"},
                                  {"message", reason.empty() ? "dataarts-mock is ready" : reason},
                                  {"version", DATAARTS_VERSION},
                                  {"uptimeInSeconds", up.count()},
                                  {"timestamp", auth::iso_date(real_clock::shared()->wall_now())}},
                     reason.empty() ? 200 : 503);
}

void read_again(context const& what) {
  try {
    what.options.reload();
  } catch (std::exception const& problem) {
    throw api_error(422, std::string("The scenario stays as it was: ") + problem.what());
  }
}

std::shared_ptr<answer const> reset_server(context const& what) {
  if (what.options.reload) read_again(what);
  if (what.the_runs()) what.the_runs()->reset_all(std::nullopt);
  if (what.traffic) what.traffic->clear();
  return json_answer(json::object());
}

std::shared_ptr<answer const> shut_down(context const& what) {
  if (!what.options.shut_down) throw api_error(501, "This server cannot be shut down by a call.");
  what.options.shut_down();
  return json_answer(json::object());
}

class metrics_text {
 public:
  void add(std::string_view name, std::string_view type, std::string_view help, double value) {
    begin(name, type, help);
    line(name, {}, value);
  }
  void begin(std::string_view name, std::string_view type, std::string_view help) {
    text_.append("# HELP dataarts_mock_").append(name).append(" ").append(help).append("\n");
    text_.append("# TYPE dataarts_mock_").append(name).append(" ").append(type).append("\n");
  }
  // `label` has no character that would have to be escaped.
  void line(std::string_view name, std::string const& label, double value) {
    auto number = std::to_string(value);
    number.erase(number.find_last_not_of('0') + 1);
    if (number.ends_with('.')) number.pop_back();
    text_.append("dataarts_mock_").append(name).append(label).append(" ").append(number).append("\n");
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::shared_ptr<answer const> metrics_answer(context const& what) {
  metrics_text text;
  if (what.counters) {
    auto const counts = what.counters();
    auto const add = [&](std::string_view name, std::string_view help, std::uint64_t value) {
      text.add(name, "counter", help, static_cast<double>(value));
    };
    add("connections_opened_total", "Connections accepted.", counts.connections_opened);
    text.add("connections_open", "gauge", "Connections now.", static_cast<double>(counts.connections_open));
    add("connections_turned_away_total", "Connections reset because there were too many.",
        counts.connections_turned_away);
    add("tls_handshakes_total", "TLS handshakes completed.", counts.tls_handshakes);
    add("tls_resumed_total", "TLS handshakes that resumed a session.", counts.tls_resumed);
    add("requests_total", "Requests for which an answer was decided.", counts.requests);
    add("unmatched_total", "Requests that nothing was known about.", counts.unmatched);
    add("malformed_total", "Requests refused for their form or size.", counts.malformed);
    add("timed_out_total", "Connections whose client was too slow.", counts.timed_out);
    add("idle_closed_total", "Connections that were idle for too long.", counts.idle_closed);
  }
  if (what.auth_counters) {
    auto const counts = what.auth_counters();
    text.add("auth_refused_total", "counter", "Requests refused for their authentication.",
             static_cast<double>(counts.refused()));
    text.add("signatures_accepted_total", "counter", "Requests with a good signature.",
             static_cast<double>(counts.signatures_accepted));
    text.add("tokens_accepted_total", "counter", "Requests with a good token.",
             static_cast<double>(counts.tokens_accepted));
  }
  if (what.the_runs()) {
    std::map<std::string, std::size_t> states;
    for (auto const& each : what.the_runs()->list()) ++states[each.state];
    text.begin("instances", "gauge", "Instances that the server remembers, by state.");
    for (auto const& [state, number] : states) {
      text.line("instances", "{state=\"" + state + "\"}", static_cast<double>(number));
    }
  }
  std::chrono::duration<double> const elapsed = what.clock->now() - what.began;
  text.add("clock_seconds", "gauge", "How far the clock of the mocked service has come.", elapsed.count());
  return text_answer(text.take(), "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace

void add_server_routes(router& to, shared_context const& what) {
  to.add("GET", "/__admin/health",
         [what, started = real_clock::shared()->now()](call const&) { return health_answer(*what, started); });
  to.add("GET", "/__admin/version",
         [](call const&) { return json_answer(json::object{{"version", DATAARTS_VERSION}}); });
  to.add("POST", "/__admin/reset", [what](call const&) { return reset_server(*what); });
  to.add("POST", "/__admin/mappings/reset", [what](call const&) {
    if (!what->options.reload) throw api_error(501, "There are no scenario files to be read again.");
    read_again(*what);
    return json_answer(json::object());
  });
  to.add("POST", "/__admin/shutdown", [what](call const&) { return shut_down(*what); });
  to.add("GET", "/__admin/x/metrics", [what](call const&) { return metrics_answer(*what); });
}

}  // namespace dataarts::mock::admin
