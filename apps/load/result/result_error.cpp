#include "result/result_error.hpp"

namespace dataarts::load {

std::string_view to_string(result_errc value) noexcept {
  switch (value) {
    case result_errc::cannot_open:
      return "cannot_open";
    case result_errc::cannot_read:
      return "cannot_read";
    case result_errc::cannot_write:
      return "cannot_write";
    case result_errc::already_exists:
      return "already_exists";
    case result_errc::not_a_result:
      return "not_a_result";
    case result_errc::unsupported_format:
      return "unsupported_format";
    case result_errc::bad_line:
      return "bad_line";
    case result_errc::other_plan:
      return "other_plan";
    case result_errc::other_cut:
      return "other_cut";
    case result_errc::other_run:
      return "other_run";
    case result_errc::doubled_shard:
      return "doubled_shard";
    case result_errc::missing_shards:
      return "missing_shards";
    case result_errc::cut_short:
      break;
  }
  return "cut_short";
}

}  // namespace dataarts::load
