#ifndef DATAARTS_LOAD_PLAN_SHARD_CHOICE_HPP
#define DATAARTS_LOAD_PLAN_SHARD_CHOICE_HPP

#include "environment.hpp"
#include "plan/plan.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dataarts::load {

/// Which part of the plan this process has, and who said so.
struct shard_choice {
  load::shard shard;
  std::string origin;  ///< "--shard", "JOB_COMPLETION_INDEX and DATAARTS_LOAD_SHARDS"; empty: nobody, so it is all
};

inline constexpr std::size_t most_shards = 100'000;

/// Reads "2/8", the third of eight. Throws `plan_error`.
shard parse_shard(std::string_view text);

/// The option wins if there is one; whatever the environment says does not matter then. Else one of these engines,
/// whose jobs have:
///   Kubernetes Indexed Job  JOB_COMPLETION_INDEX; how many there are in DATAARTS_LOAD_SHARDS
///   Slurm                   SLURM_PROCID and SLURM_NTASKS
///   GNU parallel            PARALLEL_SEQ, from 1; how many there are in DATAARTS_LOAD_SHARDS
/// Throws `plan_error` if one of two that belong together is missing or no such number, and if two engines differ.
shard_choice choose_shard(std::optional<std::string_view> option, apps::environment const& variables);

}  // namespace dataarts::load

#endif
