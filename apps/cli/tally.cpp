#include "tally.hpp"

#include "answer_notes.hpp"
#include "display_text.hpp"
#include "duration_text.hpp"
#include "failure_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace dataarts::cli {
namespace {

// From the one that has to be put right first, and its exit code.
constexpr std::pair<trouble, int> by_weight[] = {{trouble::unusable, 2},
                                                 {trouble::unauthorized, 3},
                                                 {trouble::unreachable, 5},
                                                 {trouble::timeout, 4},
                                                 {trouble::refused, 1}};

// The reason of a failed run comes from a database, which may tell more than fits into a line.
constexpr std::size_t longest_remark = 300;

std::string_view title_of(trouble value) noexcept {
  switch (value) {
    case trouble::unusable:
      return "not sent";
    case trouble::unauthorized:
      return "not authorised";
    case trouble::unreachable:
      return "endpoint unreachable";
    case trouble::timeout:
      return "out of time";
    case trouble::refused:
      return "refused";
  }
  return "failed";
}

// A signature that does not match is found by comparing what both sides signed.
std::string comparison_advice(std::string_view message) {
  if (shown_canonical_request(message).empty()) return {};
  constexpr std::string_view mark = "x-sdk-date:";
  constexpr std::size_t date_size = 16;
  auto const at = message.find(mark);
  auto const date = at == message.npos ? std::string_view() : message.substr(at + mark.size(), date_size);
  auto const known =
      date.size() == date_size && date.find_first_not_of("0123456789TZ") == date.npos ? date : std::string_view("DATE");
  return fmt::format(
      "; either the secret key differs, or the request: dataarts sign --as-query --date {} SCRIPT INSTANCE shows what "
      "was signed here",
      known);
}

}  // namespace

trouble trouble_of(failure const& why) noexcept {
  if (why == condition::invalid_request) return trouble::unusable;
  if (why == condition::unauthorized) return trouble::unauthorized;
  if (why == condition::unreachable || why == condition::untrusted || why == condition::connection_lost) {
    return trouble::unreachable;
  }
  if (why == condition::timeout) return trouble::timeout;
  return trouble::refused;
}

void tally::add(answered_query const& answer) {
  if (answer.outcome) {
    auto const status = answer.outcome->status();
    if (++statuses_[static_cast<std::size_t>(status)] == 1 && status == run_status::failed) {
      failed_example_ = {label_of(answer.ref),
                         apps::truncate(apps::escape_controls(remark_on(answer.outcome)), longest_remark)};
    }
    return;
  }
  add_failure(answer.ref, answer.outcome.error());
}

void tally::add_failure(instance_ref const& about, failure const& why) {
  auto const kind = static_cast<std::size_t>(trouble_of(why));
  if (troubles_[kind]++ == 0) examples_[kind] = {label_of(about), apps::escape_controls(why.message())};

  constexpr std::size_t most_codes = 100;  // codes come from outside
  auto code = code_of(why);
  if (codes_.size() < most_codes || codes_.contains(code)) {
    ++codes_[std::move(code)];
  } else {
    ++other_codes_;
  }
}

std::uint64_t tally::answered() const noexcept {
  return std::accumulate(statuses_.begin(), statuses_.end(), std::uint64_t{0});
}

std::uint64_t tally::failed_calls() const noexcept {
  return std::accumulate(troubles_.begin(), troubles_.end(), std::uint64_t{0});
}

int tally::exit_code(run_end const& end) const noexcept {
  constexpr int interrupted = 130;  // 128 + SIGINT
  constexpr int broken_pipe = 141;  // 128 + SIGPIPE
  if (end.interrupted) return interrupted;
  if (end.reader_gone) return broken_pipe;
  if (end.bad_input) return 2;
  for (auto const& [kind, code] : by_weight) {
    if (troubles_[static_cast<std::size_t>(kind)] != 0) return code;
  }
  return of(run_status::failed) != 0 || end.output_lost || end.broken_off ? 1 : 0;
}

std::string tally::diagnosis(std::string_view credential_advice) const {
  for (auto const& [kind, code] : by_weight) {
    auto const index = static_cast<std::size_t>(kind);
    if (troubles_[index] == 0) continue;
    auto const& [label, message] = examples_[index];
    auto const where = total() == 1 ? std::string()
                                    : fmt::format(" ({} of {} {}); the first, {}", with_commas(troubles_[index]),
                                                  with_commas(total()), words_.many, label);
    auto text = fmt::format("{}{}: {}", title_of(kind), where, message);
    if (kind == trouble::timeout && !words_.timeout_advice.empty())
      return text.append("; ").append(words_.timeout_advice);
    if (kind != trouble::unauthorized) return text;
    return fmt::format("{}; {}{}", text, credential_advice, comparison_advice(message));
  }
  auto const failed = of(run_status::failed);
  if (failed == 0) return {};
  auto const& [label, remark] = failed_example_;
  auto const reason = remark.empty() ? std::string() : ": " + remark;
  if (total() == 1) return "FAILED" + reason;
  return fmt::format("{} of {} FAILED; the first: {}{}", with_commas(failed), with_commas(total()), label, reason);
}

std::string tally::counts() const {
  std::string text;
  auto const append = [&text](std::uint64_t count, std::string_view what) {
    if (count == 0) return;
    if (!text.empty()) text += ", ";
    text += with_commas(count) + ' ' + std::string(what);
  };
  for (auto const status : {run_status::finished, run_status::failed, run_status::running, run_status::launching}) {
    append(of(status), to_string(status));
  }
  append(of(run_status::unknown), "in another state");

  std::vector<std::pair<std::uint64_t, std::string>> codes;
  for (auto const& [code, count] : codes_) codes.emplace_back(count, code);
  std::sort(codes.begin(), codes.end(),
            [](auto const& a, auto const& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  constexpr std::size_t most_named = 3;
  std::uint64_t rest = other_codes_;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (i < most_named) {
      append(codes[i].first, apps::escape_controls(codes[i].second));
    } else {
      rest += codes[i].first;
    }
  }
  append(rest, "other errors");
  return text;
}

std::string tally::summary(std::chrono::nanoseconds elapsed) const {
  auto const seconds = std::chrono::duration<double>(elapsed).count();
  constexpr double shortest_for_rate = 0.1;
  auto const rate =
      seconds < shortest_for_rate
          ? std::string()
          : fmt::format(" ({}/s)", with_commas(static_cast<std::uint64_t>(static_cast<double>(total()) / seconds)));
  auto const parts = counts();
  return fmt::format("{} {} in {}{}{}{}", with_commas(total()), total() == 1 ? words_.one : words_.many,
                     apps::format_duration(elapsed), rate, parts.empty() ? "" : ": ", parts);
}

}  // namespace dataarts::cli
