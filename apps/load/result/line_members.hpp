#ifndef DATAARTS_LOAD_RESULT_LINE_MEMBERS_HPP
#define DATAARTS_LOAD_RESULT_LINE_MEMBERS_HPP

#include "histogram/hdr_histogram.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::load {

/// The members of an object in a line of a result file. What is missing or of another kind is a `result_error` with
/// `bad_line` that names FILE:LINE and the member's path. Members that nobody asks for are left alone. The object has
/// to outlive this.
class line_members {
 public:
  /// Above all that a run counts, nanoseconds too; and sums of some do not overflow.
  static constexpr std::uint64_t largest_count = std::uint64_t{1} << 60U;

  line_members(boost::json::object const& object, std::string where, std::string path = {});

  bool has(std::string_view name) const noexcept { return object_->contains(key(name)); }
  std::uint64_t count(std::string_view name) const;  ///< 0 to `largest_count`
  std::int64_t number(std::string_view name) const;
  double real(std::string_view name) const;  ///< 0 or more
  std::string text(std::string_view name) const;
  line_members object(std::string_view name) const;
  boost::json::array const& array(std::string_view name) const;

  /// The item of an array as an object.
  line_members item(std::string_view name, std::size_t index) const;
  /// The item of an array as a whole number from 0.
  std::uint64_t count_in(std::string_view name, std::size_t index) const;

  /// Adds a histogram, and how many of its values were clipped.
  void add_histogram(std::string_view name, hdr_histogram& into) const;

  boost::json::object const& json() const noexcept { return *object_; }

  [[noreturn]] void refuse(std::string_view name, std::string_view why) const;

 private:
  static boost::json::string_view key(std::string_view name) noexcept { return {name.data(), name.size()}; }
  boost::json::value const& get(std::string_view name) const;

  boost::json::object const* object_;
  std::string where_;
  std::string path_;  // "" or "traffic."
};

}  // namespace dataarts::load

#endif
