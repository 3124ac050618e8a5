#include "plan/shard_choice.hpp"

#include "plan/plan_error.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <utility>

namespace dataarts::load {
namespace {

struct engine {
  char const* index;
  char const* count;
  std::size_t first;  // the lowest index
};

constexpr char const* own_count = "DATAARTS_LOAD_SHARDS";

constexpr std::array<engine, 3> engines{
    {{"JOB_COMPLETION_INDEX", own_count, 0}, {"SLURM_PROCID", "SLURM_NTASKS", 0}, {"PARALLEL_SEQ", own_count, 1}}};

std::optional<std::size_t> whole_number(std::string_view text) noexcept {
  std::size_t value = 0;
  auto const* const end = text.data() + text.size();
  auto const parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return value;
}

std::string_view variable(apps::environment const& variables, char const* name) {
  auto const* const value = variables(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::size_t number_in(char const* name, std::string_view text, std::size_t lowest, std::size_t highest) {
  auto const value = whole_number(text);
  if (!value || *value < lowest || *value > highest) {
    throw plan_error(fmt::format("{}={}: expected a whole number from {} to {}", name, text, lowest, highest));
  }
  return *value;
}

std::optional<shard_choice> choice_of(engine const& of, apps::environment const& variables) {
  auto const index = variable(variables, of.index);
  auto const count = variable(variables, of.count);
  if (index.empty()) return std::nullopt;
  if (count.empty()) {
    throw plan_error(
        fmt::format("{}={} is set, but {} is not: set it to the number of processes, or use --shard, "
                    "such as 0/1 for all of the plan",
                    of.index, index, of.count));
  }
  auto const shards = number_in(of.count, count, 1, most_shards);
  auto const number = number_in(of.index, index, of.first, shards - 1 + of.first);
  return shard_choice{{number - of.first, shards}, fmt::format("{} and {}", of.index, of.count)};
}

}  // namespace

shard parse_shard(std::string_view text) {
  auto const slash = text.find('/');
  auto const index = whole_number(text.substr(0, slash));
  auto const count = slash == std::string_view::npos ? std::nullopt : whole_number(text.substr(slash + 1));
  if (!index || !count || *count == 0 || *count > most_shards) {
    throw plan_error(
        fmt::format("\"{}\" is no shard; expected its number from 0 and how many there are, such as 0/4", text));
  }
  if (*index >= *count) {
    throw plan_error(fmt::format("\"{}\": there is no shard {} of {}, they are numbered from 0; expected 0/{} to {}/{}",
                                 text, *index, *count, *count, *count - 1, *count));
  }
  return {*index, *count};
}

shard_choice choose_shard(std::optional<std::string_view> option, apps::environment const& variables) {
  if (option) return {parse_shard(*option), "--shard"};
  std::optional<shard_choice> chosen;
  for (auto const& each : engines) {
    auto found = choice_of(each, variables);
    if (!found) continue;
    if (!chosen) {
      chosen = std::move(found);
    } else if (chosen->shard.index != found->shard.index || chosen->shard.count != found->shard.count) {
      throw plan_error(fmt::format("{} say shard {}/{}, but {} say {}/{}; use --shard", chosen->origin,
                                   chosen->shard.index, chosen->shard.count, found->origin, found->shard.index,
                                   found->shard.count));
    }
  }
  auto const own = variable(variables, own_count);
  if (!own.empty()) {
    auto const count = number_in(own_count, own, 1, most_shards);
    if (!chosen) {
      throw plan_error(
          fmt::format("{}={} is set, but nothing says which of them this process is: neither "
                      "JOB_COMPLETION_INDEX nor PARALLEL_SEQ is set; use --shard",
                      own_count, own));
    }
    if (count != chosen->shard.count) {
      throw plan_error(fmt::format("{}={}, but {} say shard {}/{}; use --shard", own_count, own, chosen->origin,
                                   chosen->shard.index, chosen->shard.count));
    }
  }
  if (chosen) return *chosen;
  auto const tasks = variable(variables, "SLURM_NTASKS");
  if (!tasks.empty() && tasks != "1") {
    throw plan_error(
        fmt::format("SLURM_NTASKS={} is set, but SLURM_PROCID is not: start it by srun, or use --shard, "
                    "such as 0/1 for all of the plan",
                    tasks));
  }
  return {};
}

}  // namespace dataarts::load
