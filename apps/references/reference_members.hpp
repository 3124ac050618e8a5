#ifndef DATAARTS_APPS_REFERENCE_MEMBERS_HPP
#define DATAARTS_APPS_REFERENCE_MEMBERS_HPP

#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::apps {

enum class json_kind : unsigned char { absent, null, boolean, number, text, array, object };

/// "a number", "an array", for messages.
std::string_view kind_name(json_kind kind) noexcept;

/// Keeps the members of a JSON object that make a reference, and nothing of the others, however large they are. What
/// `boost::json::basic_parser` calls a handler.
class reference_members {
 public:
  enum which : unsigned char { script, instance, workspace };

  static constexpr std::array<std::string_view, 3> names{"script", "instance", "workspace"};

  struct member {
    json_kind kind = json_kind::absent;
    std::string text;
  };

  /// For the next document.
  void reset() noexcept;

  /// What the document is.
  json_kind root() const noexcept { return root_; }

  /// Of several with the same name, the last.
  member const& operator[](which name) const noexcept { return members_[name]; }

  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  using error_code = boost::json::error_code;
  using text_part = boost::json::string_view;

  bool on_document_begin(error_code&) noexcept { return true; }
  bool on_document_end(error_code&) noexcept { return true; }
  bool on_object_begin(error_code&) noexcept { return enter(json_kind::object); }
  bool on_object_end(std::size_t, error_code&) noexcept { return leave(); }
  bool on_array_begin(error_code&) noexcept { return enter(json_kind::array); }
  bool on_array_end(std::size_t, error_code&) noexcept { return leave(); }
  bool on_key_part(text_part part, std::size_t size, error_code&);
  bool on_key(text_part part, std::size_t size, error_code&);
  bool on_string_part(text_part part, std::size_t size, error_code&);
  bool on_string(text_part part, std::size_t size, error_code&);
  bool on_number_part(text_part, error_code&) noexcept { return true; }
  bool on_int64(std::int64_t, text_part, error_code&) noexcept { return value(json_kind::number); }
  bool on_uint64(std::uint64_t, text_part, error_code&) noexcept { return value(json_kind::number); }
  bool on_double(double, text_part, error_code&) noexcept { return value(json_kind::number); }
  bool on_bool(bool, error_code&) noexcept { return value(json_kind::boolean); }
  bool on_null(error_code&) noexcept { return value(json_kind::null); }
  bool on_comment_part(text_part, error_code&) noexcept { return true; }
  bool on_comment(text_part, error_code&) noexcept { return true; }

 private:
  bool value(json_kind kind) noexcept;
  bool enter(json_kind kind) noexcept;
  bool leave() noexcept;
  bool outermost_member() const noexcept { return depth_ == 1 && root_ == json_kind::object; }

  std::array<member, names.size()> members_;
  json_kind root_ = json_kind::absent;
  std::size_t depth_ = 0;
  std::string key_;            // as far as one of the names could go
  member* current_ = nullptr;  // the value that is being read, if it is wanted
};

}  // namespace dataarts::apps

#endif
