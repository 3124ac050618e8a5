#include "report/live_view.hpp"

#include "report/live_screen.hpp"

#include <display_text.hpp>
#include <duration_text.hpp>
#include <quantity_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace dataarts::load {
namespace {

using apps::format_latency;
using apps::format_rate;
using apps::with_commas;
using std::chrono::nanoseconds;

constexpr std::size_t value_width = 10;

/// Whole seconds while they go by, so that nothing flickers.
std::string clock_text(nanoseconds value) {
  auto const whole = std::chrono::floor<std::chrono::seconds>(value);
  return whole.count() < 60 ? fmt::format("{}s", whole.count()) : apps::format_duration(whole);
}

/// A length as it was asked for: "30s", "2.5s".
std::string length_text(nanoseconds value) {
  auto const whole = std::chrono::floor<std::chrono::seconds>(value);
  return whole == value ? clock_text(value) : apps::format_duration(value);
}

/// "500 us", "1 ms", "2 s": the bounds of steps are whole.
std::string step_text(std::int64_t bound) {
  constexpr std::int64_t us = 1000;
  if (bound < us * 1000) return fmt::format("{} us", bound / us);
  if (bound < us * 1000 * 1000) return fmt::format("{} ms", bound / us / 1000);
  return fmt::format("{} s", bound / us / 1000 / 1000);
}

/// The phase of a run, and how far it is.
struct live_phase {
  std::string name;
  std::string text;
  std::optional<double> done;  ///< 0 to 1; none: nobody knows
  text_colour colour = text_colour::plain;
};

live_phase timed_phase(std::string name, nanoseconds passed, nanoseconds length) {
  auto const left = std::chrono::ceil<std::chrono::seconds>(length - passed);
  auto const share = length.count() > 0 ? static_cast<double>(passed.count()) / static_cast<double>(length.count()) : 1;
  return {std::move(name), fmt::format("{} of {}, {} left", clock_text(passed), length_text(length), clock_text(left)),
          share};
}

live_phase measured_phase(live_state const& state, nanoseconds passed) {
  if (!state.requests) return timed_phase("measured", passed, state.duration);
  auto const share =
      *state.requests == 0 ? 1 : static_cast<double>(state.planned) / static_cast<double>(*state.requests);
  return {"measured",
          fmt::format("{}, {} of {} requests", clock_text(passed), with_commas(state.planned),
                      with_commas(*state.requests)),
          std::min(share, 1.0)};
}

live_phase phase_of(live_state const& state, live_moment const& at) {
  if (!at.since_start) {
    return {"connecting", fmt::format("to {}, {}", state.endpoint, counted(state.connections, "connection")), {}};
  }
  auto const since = *at.since_start;
  if (at.stopping || (!state.requests && since >= state.warmup + state.duration)) {
    return {"draining", "nothing new is sent; the answers under way are awaited", {}, text_colour::alarm};
  }
  if (since < nanoseconds(0)) return {"waiting", fmt::format("for the common start, in {}", clock_text(-since)), {}};
  if (since < state.warmup) {
    auto made = timed_phase("warm-up", since, state.warmup);
    made.text += "; in no figure but these";
    return made;
  }
  return measured_phase(state, since - state.warmup);
}

std::string_view name_of_planned(load_model model) noexcept {
  return model == load_model::closed ? "asked" : "planned";
}

void draw_phase(live_screen& screen, live_state const& state, live_moment const& at) {
  auto const phase = phase_of(state, at);
  if (!phase.done) {
    screen.titled(live_rank::vital, phase.name, {{phase.text, phase.colour}});
    return;
  }
  auto const& style = screen.style();
  constexpr std::size_t longest = 30;
  auto const taken = text_page::title_width + apps::display_width(phase.text) + 2;
  auto const room = style.width > taken ? std::min(style.width - taken, longest) : 0;
  // A short one says nothing that the words do not.
  if (room < 8) {
    screen.titled(live_rank::vital, phase.name, {{phase.text}});
    return;
  }
  auto const full = static_cast<std::size_t>(*phase.done * static_cast<double>(room));
  std::string done;
  std::string left;
  for (std::size_t i = 0; i < room; ++i) {
    (i < full ? done : left) += style.unicode ? (i < full ? "█" : "░") : (i < full ? "#" : ".");
  }
  screen.titled(live_rank::vital, phase.name,
                {{done, text_colour::good}, {left, text_colour::dim}, {"  " + phase.text}});
}

/// The last minute as a row of small bars, the newest at the right. Where `bad` holds they are red.
template <class Value, class Bad>
void draw_minute(live_screen& screen, live_state const& state, Value value, Bad bad, std::string_view caption) {
  auto const& style = screen.style();
  auto const caption_width = apps::display_width(caption) + 2;
  if (state.minute.size() < 2 || style.width < text_page::title_width + caption_width + 10) return;
  auto const room = style.width - text_page::title_width - caption_width;
  auto const shown = std::min(state.minute.size(), room);
  auto const first = state.minute.end() - static_cast<std::ptrdiff_t>(shown);
  std::uint64_t largest = 0;
  for (auto each = first; each != state.minute.end(); ++each) largest = std::max(largest, value(*each));
  std::vector<live_span> spans;
  for (auto each = first; each != state.minute.end(); ++each) {
    auto const colour = bad(*each) ? text_colour::bad : text_colour::plain;
    if (spans.empty() || spans.back().colour != colour) spans.push_back({{}, colour});
    spans.back().text += live_spark(value(*each), largest, style.unicode);
  }
  spans.push_back({fmt::format("  {}", caption), text_colour::dim});
  screen.titled(live_rank::detail, "", std::move(spans));
}

void draw_rate(live_screen& screen, live_state const& state) {
  auto const& last = *state.last;
  auto const answered = last.ended[static_cast<std::size_t>(outcome::answered)];
  screen.titled(
      live_rank::vital, "answered",
      {{fmt::format("{}/s", format_rate(static_cast<double>(answered))), text_colour::bold},
       {fmt::format(" of {}/s {}", format_rate(static_cast<double>(last.planned)), name_of_planned(state.model))},
       {fmt::format(", {} so far", with_commas(state.count(outcome::answered))), text_colour::dim}});
  std::uint64_t most = 0;
  for (auto const& each : state.minute) most = std::max(most, each.answered);
  draw_minute(
      screen, state, [](auto const& each) { return each.answered; }, [](auto const& each) { return each.errors > 0; },
      fmt::format("{} s, to {}/s", state.minute.size(), format_rate(static_cast<double>(most))));
  if (state.model == load_model::workload) {
    screen.titled(live_rank::useful, "runs",
                  {{fmt::format("{} started, {} over, {} under way", with_commas(state.runs_started),
                                with_commas(state.runs_over),
                                with_commas(state.runs_started - std::min(state.runs_started, state.runs_over)))}});
  }
}

std::string latency_cell(std::int64_t value, bool any) {
  return apps::fit(any ? format_latency(static_cast<double>(value)) : "-", value_width, apps::align::right);
}

void draw_latencies(live_screen& screen, live_state const& state) {
  std::string titles;
  for (std::string_view const each : {"p50", "p99", "max"}) titles += apps::fit(each, value_width, apps::align::right);
  screen.titled(live_rank::useful, "response", {{titles, text_colour::bold}});
  auto const row = [&](live_rank rank, std::string_view title, interval::percentiles const& of, bool any) {
    screen.line(rank, {{apps::fit(title, text_page::title_width) + latency_cell(of.p50, any)},
                       {latency_cell(of.p99, any), text_colour::bold},
                       {latency_cell(of.max, any)}});
  };
  auto const& last = *state.last;
  row(live_rank::vital, "  now", last.response, last.ended[static_cast<std::size_t>(outcome::answered)] > 0);
  row(live_rank::detail, "  so far", state.response, state.count(outcome::answered) > 0);
  std::int64_t most = 0;
  for (auto const& each : state.minute) most = std::max(most, each.p99);
  if (most == 0) return;
  draw_minute(
      screen, state, [](auto const& each) { return static_cast<std::uint64_t>(std::max<std::int64_t>(each.p99, 0)); },
      [](auto const&) { return false; }, fmt::format("p99, to {}", format_latency(static_cast<double>(most))));
}

/// Rows of the spectrum: from the first step with anything in it to the last; the fast ones together if there are more.
void draw_live_spectrum(live_screen& screen, live_state const& state, std::size_t rows) {
  auto const& style = screen.style();
  latency_steps sum;
  std::uint64_t all = 0;
  for (auto const& second : state.recent) {
    for (std::size_t i = 0; i < latency_steps::size; ++i) {
      sum.counts[i] += second.counts[i];
      all += second.counts[i];
    }
  }
  constexpr std::size_t share_width = 10;
  auto const head = text_page::title_width + value_width + 1;
  if (all == 0 || rows == 0 || style.width < head + share_width + 8) return;
  std::size_t first = 0;
  while (sum.counts[first] == 0) ++first;
  auto last = latency_steps::size - 1;
  while (sum.counts[last] == 0) --last;
  if (last - first + 1 > rows) {
    auto const from = last + 1 - rows;
    for (; first < from; ++first) sum.counts[first + 1] += sum.counts[first];
  }
  auto const largest = *std::max_element(sum.counts.begin() + static_cast<std::ptrdiff_t>(first), sum.counts.end());
  auto const room = std::min<std::size_t>(style.width - head - share_width, 40);
  auto const part = [](std::uint64_t some, std::uint64_t of) {
    return static_cast<double>(some) / static_cast<double>(of);
  };
  for (auto i = first; i <= last; ++i) {
    auto const title = i == first ? fmt::format("  last {} s", state.recent.size()) : std::string();
    auto const bound = i + 1 == latency_steps::size
                           ? std::string("longer")
                           : fmt::format("{} {}", style.unicode ? "≤" : "<=", step_text(latency_steps::bound(i)));
    screen.line(live_rank::spectrum,
                {{apps::fit(title, text_page::title_width) + apps::fit(bound, value_width, apps::align::right) + ' '},
                 {apps::fit(live_bar(part(sum.counts[i], largest), room, style.unicode), room), text_colour::good},
                 {apps::fit(apps::format_share(part(sum.counts[i], all)), share_width, apps::align::right)}});
  }
}

std::string errors_text(live_state const& state) {
  std::vector<std::pair<std::uint64_t, std::string_view>> classes;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const which = static_cast<outcome>(i);
    auto const counts = is_error(which) || which == outcome::dropped_by_generator;
    if (counts && state.ended[i] > 0) classes.emplace_back(state.ended[i], to_string(which));
  }
  std::sort(classes.begin(), classes.end(), [](auto const& one, auto const& other) {
    return one.first != other.first ? one.first > other.first : one.second < other.second;
  });
  std::string text;
  for (auto const& [count, name] : classes) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, with_commas(count));
  }
  return text;
}

std::uint64_t errors_of(std::array<std::uint64_t, outcome_count> const& ended) noexcept {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const which = static_cast<outcome>(i);
    if (is_error(which) || which == outcome::dropped_by_generator) sum += ended[i];
  }
  return sum;
}

void draw_errors(live_screen& screen, live_state const& state) {
  auto const text = errors_text(state);
  if (text.empty()) {
    screen.titled(live_rank::vital, "errors", {{"none", text_colour::good}});
    return;
  }
  auto const now = errors_of(state.last->ended);
  std::vector<live_span> spans{{text, text_colour::bad}};
  if (now > 0) {
    spans.insert(spans.begin(), {fmt::format("{}/s now; ", with_commas(now)), text_colour::alarm});
  }
  screen.titled(live_rank::vital, "errors", std::move(spans));
}

std::string in_flight_text(interval const& last) {
  return fmt::format("{}, on {}", with_commas(last.in_flight), counted(last.connections_open, "connection"));
}

std::string cpu_text(live_state const& state) {
  auto const threads = std::max<std::size_t>(state.threads, 1);
  return fmt::format("CPU {:.0f} % of {}", state.last->cpu * 100 / static_cast<double>(threads),
                     counted(threads, "thread"));
}

void draw_generator(live_screen& screen, live_state const& state) {
  auto const& last = *state.last;
  screen.titled(live_rank::useful, "in flight", {{in_flight_text(last)}});
  auto const room = room_of_generator(state);
  // The verdict first: narrow windows cut the rest.
  std::vector<live_span> spans;
  if (room == generator_room::enough) spans.push_back({"has room", text_colour::good});
  if (room == generator_room::little) spans.push_back({"CLOSE TO ITS LIMIT", text_colour::alarm});
  if (room == generator_room::none) spans.push_back({"LIMITS THIS RUN", text_colour::alarm});
  spans.push_back(
      {fmt::format(": lag p99 {}, {}", format_latency(static_cast<double>(last.lag.p99)), cpu_text(state))});
  screen.titled(live_rank::vital, "generator", std::move(spans));
  if (room != generator_room::none) return;
  // Two lines hold every reason on a usual terminal.
  std::string_view why = state.limits.front();
  auto const width = screen.style().width - std::min(screen.style().width, text_page::title_width);
  auto const cut = why.size() > width ? why.rfind(' ', width) : std::string_view::npos;
  screen.titled(live_rank::useful, "", {{std::string(why.substr(0, cut)), text_colour::alarm}});
  if (cut == std::string_view::npos) return;
  screen.titled(live_rank::detail, "", {{std::string(why.substr(cut + 1)), text_colour::alarm}});
}

void draw_thresholds(live_screen& screen, live_state const& state) {
  auto const unicode = screen.style().unicode;
  std::size_t longest = 0;
  for (auto const& each : state.thresholds) longest = std::max(longest, apps::display_width(each.text));
  std::string_view title = "thresholds";
  for (auto const& each : state.thresholds) {
    live_span sign{unicode ? "? " : "?    ", text_colour::dim};
    if (each.decided) {
      sign = each.holds ? live_span{unicode ? "✓ " : "ok   ", text_colour::good}
                        : live_span{unicode ? "✗ " : "FAIL ", text_colour::alarm};
    }
    screen.titled(each.holds ? live_rank::detail : live_rank::useful, title,
                  {sign, {apps::fit(each.text, longest)}, {"  " + each.measured, text_colour::dim}});
    title = "";
  }
}

}  // namespace

std::vector<std::string> live_view(live_state const& state, live_moment const& at, text_style const& style,
                                   std::size_t height) {
  live_screen screen(style);
  draw_phase(screen, state, at);
  if (!state.last) {
    if (at.since_start)
      screen.titled(live_rank::detail, "", {{"the first figures come in a second", text_colour::dim}});
    return screen.take(height);
  }
  // Below the latencies, which take what room is left.
  live_screen rest(style);
  rest.gap();
  draw_errors(rest, state);
  draw_generator(rest, state);
  if (!state.thresholds.empty()) rest.gap();
  draw_thresholds(rest, state);

  screen.gap();
  draw_rate(screen, state);
  screen.gap();
  draw_latencies(screen, state);
  constexpr std::size_t least_rows = 3;
  constexpr std::size_t most_rows = 8;
  auto const taken = screen.filled() + rest.filled();
  auto const spare = height > taken ? height - taken : 0;
  if (spare >= least_rows) draw_live_spectrum(screen, state, std::min(spare, most_rows));
  screen.append(std::move(rest));
  return screen.take(height);
}

std::string live_line(live_state const& state, live_moment const& at) {
  auto const phase = phase_of(state, at);
  auto text = fmt::format("{}: {}", phase.name, phase.text);
  if (!state.last) return apps::escape_controls(text);
  auto const& last = *state.last;
  auto const answered = last.ended[static_cast<std::size_t>(outcome::answered)];
  text += fmt::format("; answered {}/s of {}/s {}", format_rate(static_cast<double>(answered)),
                      format_rate(static_cast<double>(last.planned)), name_of_planned(state.model));
  if (answered > 0) {
    text += fmt::format(", response p50 {}, p99 {}, max {}", format_latency(static_cast<double>(last.response.p50)),
                        format_latency(static_cast<double>(last.response.p99)),
                        format_latency(static_cast<double>(last.response.max)));
  }
  text += fmt::format("; in flight {}; lag p99 {}; {}", in_flight_text(last),
                      format_latency(static_cast<double>(last.lag.p99)), cpu_text(state));
  auto const errors = errors_text(state);
  text += errors.empty() ? "; no errors" : fmt::format("; errors so far: {}", errors);
  for (auto const& each : state.thresholds) {
    if (each.decided && !each.holds) text += fmt::format("; {} does not hold: {}", each.text, each.measured);
  }
  if (!state.limits.empty()) text += fmt::format("; the generator is the limit: {}", state.limits.front());
  return apps::escape_controls(text);
}

}  // namespace dataarts::load
