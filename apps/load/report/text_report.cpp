#include "report/text_report.hpp"

#include "report/latency_text.hpp"
#include "report/plan_text.hpp"
#include "result/load_figures.hpp"
#include "verdict/exit_codes.hpp"
#include "verdict/generator_limits.hpp"
#include "verdict/run_notes.hpp"

#include <duration_text.hpp>
#include <quantity_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

using apps::format_bytes;
using apps::format_duration;
using apps::format_latency;
using apps::format_rate;
using apps::format_share;
using apps::with_commas;

double ratio(std::uint64_t part, std::uint64_t whole) noexcept {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string cut_short_text(result const& run) {
  if (run.shard_count == 1) return "early: its process was killed, or is still running: the result has no end";
  constexpr std::size_t most = 20;
  auto const count = run.cut_short.size();
  std::string list;
  for (std::size_t i = 0; i < std::min(count, most); ++i)
    list += fmt::format("{}{}", i > 0 ? ", " : "", run.cut_short[i]);
  if (count > most) list += fmt::format(" and {} more", count - most);
  return fmt::format("early: {} {}, killed or still running: the result has no end", count == 1 ? "shard" : "shards",
                     list);
}

void append_head(text_page& page, result const& run) {
  std::string_view const between = page.style().unicode ? " · " : " - ";
  auto title = "dataarts-load " + run.program_version;
  title.append(between).append(run.endpoint);
  if (!run.label.empty()) title.append(between).append(run.label);
  page.line(title, text_colour::bold);
  page.entry("Asked", describe(run.plan, targets_of(run)));
  if (run.shard_count > 1) {
    auto const present = run.shards.size();
    page.entry("Shards",
               fmt::format("{} of {}{}", present, run.shard_count,
                           present < run.shard_count ? ": the figures are of a part of the load" : ""),
               present < run.shard_count ? text_colour::bad : text_colour::plain);
  }
  if (!run.cut_short.empty()) {
    page.entry("Ended", cut_short_text(run), text_colour::bad);
  } else if (run.reason == end_reason::interrupted) {
    page.entry("Ended", "early: interrupted by a signal", text_colour::bad);
  }
  if (run.reason == end_reason::hopeless) {
    page.entry("Ended", "early: a threshold could not hold any more", text_colour::bad);
  }
}

/// What came when the plan was over. Much of it is a backlog: the service did not keep up.
void append_drain(text_page& page, result const& run, load_figures const& figures) {
  if (figures.answered_late == 0) return;
  constexpr double kept_up = 0.99;
  auto const backlog = run.plan.model != load_model::closed && figures.answered_share < kept_up;
  page.entry(backlog ? "Backlog" : "Drained",
             fmt::format("{} more in the {} after the plan{}", counted(figures.answered_late, "answer"),
                         format_duration(figures.drain), backlog ? ": fewer were answered than asked" : ""),
             backlog ? text_colour::bad : text_colour::plain);
}

/// Requests that got no answer in time have no place in the latencies of answers, which look the better for it.
void append_unanswered(text_page& page, measurement const& total) {
  auto const unanswered = total.unanswered_in_time();
  auto const answered = total.count(outcome::answered);
  constexpr double too_many = 0.001;  // p99.9 is the rarest that the table has
  auto const share = ratio(unanswered, answered + unanswered);
  if (answered == 0 || share <= too_many) return;
  page.entry("No answer",
             fmt::format("in time to {} ({}), which are in no latency of answers; with them, all above p{:.4g} are "
                         "longer than any that is shown",
                         counted(unanswered, "request"), format_share(share), (1 - share) * 100),
             text_colour::bad);
}

void append_answers(text_page& page, result const& run) {
  auto const& total = run.total;
  auto const figures = figures_of(run);
  auto text = fmt::format("{} answers/s", format_rate(figures.answered_per_second));
  if (run.plan.model != load_model::closed && total.planned > 0) {
    text += fmt::format(" of {}/s planned ({})", format_rate(figures.planned_per_second),
                        format_share(figures.answered_share));
  }
  page.entry("Came", fmt::format("{}; {} in {}", text, counted(figures.answered, "answer"),
                                 format_duration(figures.planned_time)));
  append_drain(page, run, figures);

  auto const errors = total.errors();
  auto const cancelled = total.count(outcome::cancelled);
  std::uint64_t ended = 0;
  std::vector<std::pair<std::uint64_t, std::string_view>> classes;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const which = static_cast<outcome>(i);
    ended += total.ended[i];
    if (is_error(which) && total.ended[i] > 0) classes.emplace_back(total.ended[i], to_string(which));
  }
  std::sort(classes.begin(), classes.end(),
            [](auto const& a, auto const& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  if (ended == 0 && has_no_part(run)) {
    page.entry("Errors", "none: the plan has no request for this part");
  } else if (errors == 0) {
    page.entry("Errors", ended > 0 ? "none" : "nothing ended", ended > 0 ? text_colour::good : text_colour::bad);
  } else {
    auto list = fmt::format("{} ({}):", with_commas(errors), format_share(ratio(errors, total.judged())));
    for (auto const& [count, name] : classes) {
      list += fmt::format("{} {} {}", list.back() == ':' ? "" : ",", with_commas(count), name);
    }
    page.entry("Errors", list, text_colour::bad);
    constexpr std::size_t most_said = 5;
    std::size_t said = 0;
    for (auto const& [count, name] : classes) {
      auto const& words = total.first_failures[static_cast<std::size_t>(*outcome_named(name))];
      if (words.empty()) continue;
      if (said++ == most_said) break;
      page.entry("", fmt::format("{}: {}", name, words));
    }
  }
  append_unanswered(page, total);
  if (auto const dropped = total.count(outcome::dropped_by_generator); dropped > 0) {
    page.entry("Dropped",
               fmt::format("{} never sent: {} were in flight already", with_commas(dropped),
                           with_commas(run.plan.max_in_flight)),
               text_colour::bad);
  }
  if (cancelled > 0) page.entry("Cut off", fmt::format("{} at the end of the test", with_commas(cancelled)));
  if (total.wire.retry_after > 0) {
    auto const held = std::chrono::nanoseconds(total.wire.held_back_ns);
    auto const obeyed = held.count() == 0
                            ? std::string("obeyed")
                            : fmt::format("obeyed: all requests were held back for {}", format_duration(held));
    page.entry("Retry-After", fmt::format("in {}, {}", counted(total.wire.retry_after, "answer"),
                                          run.plan.obey_retry_after ? obeyed : "not obeyed"));
  }
}

void append_states(text_page& page, measurement const& total) {
  std::string text;
  for (std::size_t i = 0; i < run_state_count; ++i) {
    if (total.states[i] == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", with_commas(total.states[i]),
                        to_string(static_cast<run_state>(i)));
  }
  if (!text.empty()) page.entry("States", text);
}

void append_runs(text_page& page, runs_seen const& runs) {
  if (runs.started == 0 && runs.polls == 0) return;
  auto text = fmt::format("{} started, {} seen to be over, {} given up; {} to start them, {} to look at them",
                          with_commas(runs.started), with_commas(runs.over), with_commas(runs.given_up),
                          counted(runs.executes, "request"), with_commas(runs.polls));
  if (runs.detection.count() > 0) {
    text += fmt::format("; an end was seen after {} / {} (p50 / p99){}",
                        format_latency(static_cast<double>(runs.detection.value_at_percentile(50))),
                        format_latency(static_cast<double>(runs.detection.value_at_percentile(99))),
                        runs.given_up > 0 ? ", without those given up" : "");
  }
  page.entry("Runs", text);
}

void append_phases(text_page& page, load::phases const& all) {
  std::string text;
  auto const add = [&](std::string_view name, hdr_histogram const& values) {
    if (values.count() == 0) return;
    text += fmt::format("{}{} {} / {}", text.empty() ? "p50 / p99: " : ", ", name,
                        format_latency(static_cast<double>(values.value_at_percentile(50))),
                        format_latency(static_cast<double>(values.value_at_percentile(99))));
  };
  add("DNS", all.dns);
  add("connect", all.connect);
  add("TLS", all.tls);
  add("first byte", all.first_byte);
  if (!text.empty()) page.entry("Phases", text);
}

void append_wire(text_page& page, measurement const& total) {
  auto const& wire = total.wire;
  auto text = fmt::format("{} opened", with_commas(wire.connections_opened));
  for (auto const& [count, what] :
       std::array<std::pair<std::uint64_t, std::string_view>, 4>{{{wire.connections_failed, "failed"},
                                                                  {wire.closed_by_server, "closed by the server"},
                                                                  {wire.closed_broken, "broken"},
                                                                  {wire.closed_by_client, "closed by the client"}}}) {
    if (count > 0) text += fmt::format(", {} {}", with_commas(count), what);
  }
  if (wire.requests_sent > 0)
    text += fmt::format("; {} of requests over a reused one", format_share(ratio(wire.on_reused, wire.requests_sent)));
  if (wire.stale_repeats > 0)
    text += fmt::format("; {} sent again since it was closed", with_commas(wire.stale_repeats));
  page.entry("Connections", text);
  append_phases(page, total.phases);
  page.entry("Bytes",
             fmt::format("{} sent, {} received", format_bytes(wire.bytes_sent), format_bytes(wire.bytes_received)));
}

void append_generator(text_page& page, result const& run) {
  auto const& use = run.generator;
  auto const whole = std::chrono::duration<double>(run.measured + run.plan.warmup).count();
  auto const cpu = std::chrono::duration<double>(use.user + use.system).count();
  auto text = fmt::format("{:.2f} of {} busy", whole > 0 ? cpu / whole : 0, counted(use.threads, "core"));
  // A process that was killed has not told it.
  if (use.peak_resident_bytes > 0) text += fmt::format(", {} of memory", format_bytes(use.peak_resident_bytes));
  page.entry("Generator", text);
}

void append_verdicts(text_page& page, std::span<threshold_verdict const> verdicts) {
  if (verdicts.empty()) return;
  page.gap();
  auto const failed = std::count_if(verdicts.begin(), verdicts.end(), [](auto const& each) { return !each.holds; });
  page.line(failed == 0 ? std::string("Thresholds: all hold")
                        : fmt::format("Thresholds: {} of {} failed", failed, verdicts.size()),
            failed == 0 ? text_colour::good : text_colour::alarm);
  auto const unicode = page.style().unicode;
  for (auto const& each : verdicts) {
    std::string_view const good = unicode ? "✓" : "ok";
    std::string_view const bad = unicode ? "✗" : "FAILED";
    page.entry(fmt::format("  {}", each.holds ? good : bad), fmt::format("{}: {}", each.text, each.measured),
               each.holds ? text_colour::plain : text_colour::bad);
  }
}

void append_limits(text_page& page, std::span<std::string const> limits) {
  if (limits.empty()) return;
  page.gap();
  page.line("GENERATOR LIMITED: these figures are those of the load generator, not of the", text_colour::alarm);
  page.line("service. Give it more, or ask for less, and measure again.", text_colour::alarm);
  for (auto const& each : limits) page.entry("  !", each, text_colour::bad);
}

}  // namespace

std::string text_report(result const& run, std::span<threshold_verdict const> verdicts,
                        std::span<std::string const> limits, text_style const& style) {
  text_page page(style);
  append_head(page, run);
  append_answers(page, run);
  append_states(page, run.total);
  append_runs(page, run.total.runs);
  page.gap();
  append_latency_table(page, run.total);
  if (auto const* const answers = run.total.of(outcome::answered)) append_spectrum(page, *answers);
  append_other_latencies(page, run.total);
  page.gap();
  append_wire(page, run.total);
  append_generator(page, run);
  for (auto const& each : notes_of(run)) page.entry("Note", each);
  append_verdicts(page, verdicts);
  append_limits(page, limits);
  return page.take();
}

std::string limits_text(std::string_view name, std::span<std::string const> limits, text_style const& style) {
  if (limits.empty()) return {};
  text_page page(style);
  page.gap();
  page.line(fmt::format("{}: GENERATOR LIMITED, which hides differences but makes none:", name), text_colour::alarm);
  for (auto const& each : limits) page.entry("  !", each, text_colour::bad);
  return page.take();
}

}  // namespace dataarts::load
