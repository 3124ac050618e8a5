#ifndef DATAARTS_LOAD_RESULT_RESULT_ERROR_HPP
#define DATAARTS_LOAD_RESULT_RESULT_ERROR_HPP

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace dataarts::load {

enum class result_errc : std::uint8_t {
  cannot_open,
  cannot_read,
  cannot_write,
  already_exists,
  not_a_result,        ///< the first line is no header of a result file
  unsupported_format,  ///< of another version
  bad_line,
  other_plan,  ///< merging: results of different plans
  other_cut,   ///< merging: the plan was cut into another number of shards
  other_run,   ///< merging: another endpoint, or begun at another time
  doubled_shard,
  missing_shards,
  cut_short,  ///< merging: a shard ended without its total
};

/// The name as it stands in the enumeration.
std::string_view to_string(result_errc value) noexcept;

/// A result file that cannot be used. The message begins with FILE, or FILE:LINE, and says what would be right.
class result_error : public std::runtime_error {
 public:
  result_error(result_errc code, std::string const& what) : std::runtime_error(what), code_(code) {}
  result_errc code() const noexcept { return code_; }

 private:
  result_errc code_;
};

}  // namespace dataarts::load

#endif
