#ifndef DATAARTS_MOCK_SCENARIO_JSON_READER_HPP
#define DATAARTS_MOCK_SCENARIO_JSON_READER_HPP

#include <dataarts/mock/file_error.hpp>

#include "problem_list.hpp"
#include "scenario/json_place.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dataarts::mock::scenarios {

/// Reads a file in JSON, and knows where in it what is read stands. What is wrong is a `file_error`. Problems below the
/// top are collected, and reading goes on.
class json_reader {
 public:
  /// What a file may be.
  enum class form {
    plain,    ///< JSON that may hold secrets: none of its words is repeated but known names
    relaxed,  ///< with comments and trailing commas
  };

  /// @param text  has to outlive the reader
  json_reader(std::string_view text, std::string name, form kind = form::plain)
      : text_(text), name_(std::move(name)), kind_(kind), lines_(text) {}

  /// Throws if it is no JSON. Members that are given twice are collected.
  boost::json::value parse();

  /// Throws what was collected, in the order of the file.
  void throw_collected() const;

 protected:
  [[noreturn]] void refuse_at(std::size_t at, std::string message) const;

  /// @param message  what is wrong with the current part
  [[noreturn]] void refuse(std::string const& message) const;

  /// Collects a problem of the current part, which is about members of it, and goes on. Not if something is known to be
  /// wrong with one of them: then that is the news.
  void note(std::string const& message, std::initializer_list<std::string_view> about);

  /// Whether something is known to be wrong with that part, or with a part that it is in.
  bool is_wrong(json_path const& part) const;

  /// As `refuse`, without an end: for what need not keep anybody from using the file.
  file_problem problem(std::string const& message) const;

  file_place place_at(std::size_t at) const;
  std::string_view text() const noexcept { return text_; }
  std::string const& name() const noexcept { return name_; }

  /// Calls `what` for a part of the current one, which problems are then about.
  template <class What>
  void inside(std::variant<std::string, std::size_t> step, What what) {
    within({std::move(step)}, std::move(what));
  }

  template <class What>
  void within(json_path const& steps, What what) {
    auto const depth = path_.size();
    path_.insert(path_.end(), steps.begin(), steps.end());
    try {
      what();
    } catch (file_error const& found) {
      collected_.insert(collected_.end(), found.problems().begin(), found.problems().end());
      wrong_.push_back(path_);
    }
    path_.resize(depth);
  }

  template <class What>
  void with(boost::json::object const& object, std::string_view name, What what) {
    if (auto const* found = object.if_contains(boost::json::string_view(name))) {
      inside(std::string(name), [&] { what(*found); });
    }
  }

  template <class What>
  void each_of(boost::json::object const& object, std::string_view name, What what) {
    with(object, name, [&](boost::json::value const& list) {
      auto const* elements = list.if_array();
      if (elements == nullptr) refuse("is not a list");
      for (std::size_t i = 0; i < elements->size(); ++i) inside(i, [&] { what((*elements)[i]); });
    });
  }

  boost::json::object const& object_at(boost::json::value const& from) const;
  std::string text_at(boost::json::value const& from) const;

  /// The text that is the member `name` of the current part; empty, and a problem, if there is none.
  std::string required(boost::json::object const& object, std::string_view name);
  std::string optional(boost::json::object const& object, std::string_view name);

  /// In a relaxed file, `$schema` and names that begin with `x-` are nobody's business.
  void refuse_unknown(boost::json::object const& object, std::span<std::string_view const> known);

  /// Runs `check`, of the library, which throws `invalid_value` or `std::invalid_argument`: what is wrong begins with
  /// the path of a member of `object`, the current part: "timeline[1].polls is …".
  template <class Check>
  void validate(boost::json::object const& object, Check check) {
    try {
      check();
    } catch (invalid_value const& found) {
      for (auto const& each : found.problems()) note_invalid(object, each);
    } catch (std::invalid_argument const& found) {
      note_invalid(object, {found.what(), {}});
    }
  }

  std::size_t problems() const noexcept { return collected_.size(); }

 private:
  json_path below(std::string_view part) const;
  void note_duplicates();
  void note_invalid(boost::json::object const& object, value_problem const& what);

  std::string_view text_;
  std::string name_;
  form kind_;
  line_index lines_;
  json_path path_;
  std::vector<file_problem> collected_;
  std::vector<json_path> wrong_;  // parts that something collected is about
};

}  // namespace dataarts::mock::scenarios

#endif
