#ifndef DATAARTS_MOCK_PROGRAM_SCENARIO_IN_USE_HPP
#define DATAARTS_MOCK_PROGRAM_SCENARIO_IN_USE_HPP

#include "scenario_answers.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock::program {

/// What a server answers by, and where it came from: one owner for all that changes it. For several threads at once.
class scenario_in_use {
 public:
  /// @param given  files and folders, as they were named
  scenario_in_use(scenario_answers from, std::vector<std::filesystem::path> given);

  std::vector<std::filesystem::path> const& given() const noexcept { return given_; }

  /// What holds now.
  std::shared_ptr<scenario const> now() const;

  /// Reads the files again, all or nothing. Throws `file_error`.
  std::shared_ptr<scenario const> reload();

  /// A reload that is under way, and each later one, throws `std::system_error` as soon as it can: the program ends.
  void give_up() noexcept { ending_.request_stop(); }
  bool gave_up() const noexcept { return ending_.stop_requested(); }

  /// Takes the text of a scenario file in place of the files, all or nothing. It cannot name a `body_file`: there is no
  /// folder that it would be in. Throws `file_error` or `std::invalid_argument`.
  void replace(std::string_view text);

  /// The texts that it was read from, and how much there is in it, in JSON.
  std::string shown() const;

  /// What the next polls will get, in JSON.
  /// @param polls  none: 10; less where there are many instances: 100,000 in all at most
  std::string planned(std::optional<std::uint64_t> seed, std::optional<std::uint64_t> polls) const;

 private:
  using sources = std::vector<std::pair<std::string, std::string>>;  // file, or empty, and text

  void take(scenario made, sources texts);

  std::shared_ptr<script_runs> runs_;
  std::optional<std::uint64_t> seed_;
  std::vector<std::filesystem::path> given_;
  std::stop_source ending_;
  std::mutex changing_;       // one change at a time; locked before the other
  mutable std::mutex mutex_;  // of the following
  std::shared_ptr<scenario const> now_;
  sources texts_;
};

}  // namespace dataarts::mock::program

#endif
