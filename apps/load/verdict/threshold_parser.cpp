#include "verdict/threshold.hpp"

#include <display_text.hpp>
#include <duration_text.hpp>
#include <suggest.hpp>

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <utility>

namespace dataarts::load {
namespace {

using apps::escape_controls;

constexpr std::array<std::pair<std::string_view, latency_source>, 7> source_names{
    {{"response", latency_source::response},
     {"service", latency_source::service},
     {"lag", latency_source::lag},
     {"dns", latency_source::dns},
     {"connect", latency_source::connect},
     {"tls", latency_source::tls},
     {"first_byte", latency_source::first_byte}}};

constexpr std::array<std::pair<std::string_view, threshold_relation>, 5> relation_signs{
    {{"<", threshold_relation::less},
     {"<=", threshold_relation::less_or_equal},
     {"==", threshold_relation::equal},
     {">=", threshold_relation::greater_or_equal},
     {">", threshold_relation::greater}}};

std::optional<double> whole_number_of(std::string_view text) {
  double value = 0;
  auto const* const end = text.data() + text.size();
  auto const parsed = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (text.empty() || text.front() == '-' || parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return value;
}

/// Reads one threshold from left to right; `at_` is where the current word began.
class threshold_reader {
 public:
  explicit threshold_reader(std::string_view text) : text_(text) {}

  threshold read() {
    made_.text = escape_controls(text_.substr(0, text_.find_last_not_of(blanks) + 1));
    made_.text.erase(0, made_.text.find_first_not_of(blanks));
    read_subject(take_word("<>=!"));
    read_relation();
    read_limit(take_word({}));
    for (auto word = take_word({}); !word.empty(); word = take_word({})) read_suffix(word);
    return std::move(made_);
  }

 private:
  static constexpr std::string_view blanks = " \t";

  [[noreturn]] void fail(std::string_view what) const {
    std::size_t column = 1;
    for (auto const c : text_.substr(0, at_)) column += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    throw threshold_error(fmt::format("threshold \"{}\", column {}: {}", escape_controls(text_), column, what));
  }

  void skip_blanks() {
    auto const next = text_.find_first_not_of(blanks, next_);
    next_ = next == std::string_view::npos ? text_.size() : next;
  }

  /// Up to a blank or one of `ends`.
  std::string_view take_word(std::string_view ends) {
    skip_blanks();
    at_ = next_;
    auto const stops = std::string(blanks).append(ends);
    auto const end = text_.find_first_of(stops, at_);
    next_ = end == std::string_view::npos ? text_.size() : end;
    return text_.substr(at_, next_ - at_);
  }

  void read_subject(std::string_view word) {
    if (word.empty()) fail("nothing is measured; write what, such as p99<50ms, errors<0.1% or rate>=0.99*planned");
    auto statistic = word;
    if (auto const dot = word.find('.'); dot != std::string_view::npos && dot > 0 && !is_percentile(word)) {
      auto const name = word.substr(0, dot);
      statistic = word.substr(dot + 1);
      read_source(name);
      if (!read_statistic(statistic)) {
        at_ += dot + 1;
        fail(fmt::format("\"{}\" is nothing that a latency has; it has p50, p99, p99.9 and so on, min, max and mean",
                         escape_controls(statistic)));
      }
      return;
    }
    if (read_statistic(word)) return;
    if (word == "rate") {
      made_.kind = threshold_kind::rate;
      return;
    }
    made_.kind = threshold_kind::outcomes;
    if (word == "errors") return;
    made_.of = word == "dropped" ? outcome::dropped_by_generator : outcome_named(word);
    if (!made_.of) fail_unknown(word);
  }

  [[noreturn]] void fail_unknown(std::string_view word) const {
    std::vector<std::string_view> names{"errors", "dropped", "rate", "min", "max", "mean"};
    for (std::size_t i = 0; i < outcome_count; ++i) names.push_back(to_string(static_cast<outcome>(i)));
    for (auto const& [name, source] : source_names) names.push_back(name);
    auto const meant = apps::did_you_mean(word, names);
    if (is_source(word)) fail(fmt::format("\"{0}\" of what? Write {0}.p99, {0}.max or {0}.mean", word));
    if (!meant.empty()) fail(fmt::format("\"{}\" is not measured{}", escape_controls(word), meant));
    fail(
        fmt::format("\"{}\" is not measured; there are p99 (or any percentile), min, max, mean, rate, errors, dropped, "
                    "and the classes of outcomes such as throttled",
                    escape_controls(word)));
  }

  static bool is_source(std::string_view word) {
    for (auto const& [name, source] : source_names) {
      if (name == word) return true;
    }
    return false;
  }

  static bool is_percentile(std::string_view word) {
    return word.size() > 1 && word.front() == 'p' && word[1] >= '0' && word[1] <= '9';
  }

  void read_source(std::string_view name) {
    std::array<std::string_view, source_names.size()> known{};
    for (std::size_t i = 0; i < known.size(); ++i) {
      known[i] = source_names[i].first;
      if (known[i] != name) continue;
      made_.source = source_names[i].second;
      return;
    }
    auto const meant = apps::did_you_mean(name, known);
    fail(fmt::format("\"{}\" is no latency{}", escape_controls(name),
                     meant.empty() ? "; there are response, service, lag, dns, connect, tls and first_byte" : meant));
  }

  bool read_statistic(std::string_view word) {
    if (word == "min" || word == "max" || word == "mean") {
      made_.kind = word == "min" ? threshold_kind::min : word == "max" ? threshold_kind::max : threshold_kind::mean;
      return true;
    }
    if (!is_percentile(word)) return false;
    auto const value = whole_number_of(word.substr(1));
    if (!value || *value <= 0 || *value > 100) {
      fail(fmt::format("\"{}\" is no percentile; one is above 0 and at most 100, such as p50, p99.9 or p100",
                       escape_controls(word)));
    }
    made_.kind = threshold_kind::percentile;
    made_.percentile = *value;
    return true;
  }

  void read_relation() {
    skip_blanks();
    at_ = next_;
    auto const end = text_.find_first_not_of("<>=!", at_);
    next_ = end == std::string_view::npos ? text_.size() : end;
    auto const sign = text_.substr(at_, next_ - at_);
    for (auto const& [written, relation] : relation_signs) {
      if (written != sign) continue;
      made_.relation = relation;
      return;
    }
    if (sign == "=") fail("= is written ==");
    if (sign.empty()) fail("a comparison is missing: <, <=, ==, >= or >, then a limit, such as p99<50ms");
    fail(fmt::format("{} is no comparison; there are <, <=, ==, >= and >", sign));
  }

  void read_limit(std::string_view word) {
    if (word.empty()) fail(fmt::format("the limit is missing, such as {}", example()));
    if (made_.kind == threshold_kind::outcomes) return read_count_or_share(word);
    if (made_.kind == threshold_kind::rate) return read_rate(word);
    auto const value = apps::parse_duration(word);
    if (!value) {
      fail(fmt::format("\"{}\" is no time; write a number and h, m, s, ms or us, such as {}", escape_controls(word),
                       whole_number_of(word) ? std::string(word) + "ms" : example()));
    }
    made_.limit = static_cast<double>(value->count());
    made_.unit = threshold_unit::nanoseconds;
  }

  std::string_view example() const {
    if (made_.kind == threshold_kind::outcomes) return "10 or 0.1%";
    return made_.kind == threshold_kind::rate ? "4900/s or 0.99*planned" : "50ms";
  }

  void read_count_or_share(std::string_view word) {
    auto const is_share = word.ends_with('%');
    auto const number = is_share ? word.substr(0, word.size() - 1) : word;
    auto const value = whole_number_of(number);
    if (!value) fail(fmt::format("\"{}\" is neither a count nor a share, such as 10 or 0.1%", escape_controls(word)));
    if (is_share && *value > 100) fail(fmt::format("{} is more than there can be; a share is 0% to 100%", word));
    constexpr double largest_exact = 9007199254740992;
    if (!is_share && (*value > largest_exact || *value != static_cast<double>(static_cast<std::uint64_t>(*value)))) {
      fail(fmt::format("{0} is no count; write {0}% for a share, or a whole number", word));
    }
    made_.limit = is_share ? *value / 100 : *value;
    made_.unit = is_share ? threshold_unit::share : threshold_unit::count;
  }

  void read_rate(std::string_view word) {
    constexpr std::string_view per_second = "/s";
    constexpr std::string_view of_planned = "*planned";
    auto const reads = [&](std::string_view suffix, threshold_unit unit) {
      if (!word.ends_with(suffix)) return false;
      auto const value = whole_number_of(word.substr(0, word.size() - suffix.size()));
      if (!value) return false;
      made_.limit = *value;
      made_.unit = unit;
      return true;
    };
    if (reads(per_second, threshold_unit::per_second) || reads(of_planned, threshold_unit::of_planned)) return;
    if (word == "planned") {
      made_.limit = 1;
      made_.unit = threshold_unit::of_planned;
      return;
    }
    fail(fmt::format("\"{}\" is no rate; write answers per second or a share of the planned ones, such as {}",
                     escape_controls(word), whole_number_of(word) ? std::string(word) + "/s" : example()));
  }

  void read_suffix(std::string_view word) {
    if (word == "abort" && !made_.abort) {
      made_.abort = true;
      return;
    }
    if ((word == "abort" && made_.abort) || (word == "over" && made_.over)) fail(fmt::format("{} stands twice", word));
    if (word != "over") {
      static constexpr std::array<std::string_view, 2> known{"over", "abort"};
      auto const meant = apps::did_you_mean(word, known);
      fail(fmt::format("\"{}\" is not expected here{}", escape_controls(word),
                       meant.empty() ? "; there are: over 10s, and: abort" : meant));
    }
    auto const length_text = take_word({});
    auto const length = apps::parse_duration(length_text);
    constexpr auto longest = std::chrono::hours(1);
    if (!length || *length < std::chrono::seconds(1) || *length > longest ||
        *length % std::chrono::seconds(1) != std::chrono::nanoseconds(0)) {
      fail(fmt::format("\"{}\" is no length of a window; it is 1s to 1h in whole seconds, such as over 10s",
                       escape_controls(length_text)));
    }
    made_.over = std::chrono::duration_cast<std::chrono::seconds>(*length);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t next_ = 0;
  threshold made_;
};

}  // namespace

threshold parse_threshold(std::string_view text) { return threshold_reader(text).read(); }

std::vector<threshold> parse_thresholds(std::span<std::string const> texts, std::span<std::string const> abort_on) {
  std::vector<threshold> made;
  made.reserve(texts.size() + abort_on.size());
  for (auto const& each : texts) made.push_back(parse_threshold(each));
  for (auto const& each : abort_on) {
    made.push_back(parse_threshold(each));
    made.back().abort = true;
  }
  return made;
}

bool fulfils(threshold const& condition, double value) noexcept {
  switch (condition.relation) {
    case threshold_relation::less:
      return value < condition.limit;
    case threshold_relation::less_or_equal:
      return value <= condition.limit;
    case threshold_relation::equal:
      return value == condition.limit;
    case threshold_relation::greater_or_equal:
      return value >= condition.limit;
    case threshold_relation::greater:
      return value > condition.limit;
  }
  return false;
}

}  // namespace dataarts::load
