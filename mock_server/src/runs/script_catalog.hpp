#ifndef DATAARTS_MOCK_RUNS_SCRIPT_CATALOG_HPP
#define DATAARTS_MOCK_RUNS_SCRIPT_CATALOG_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/answer.hpp>

#include "runs/name_key.hpp"
#include "runs/text_hash.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace dataarts::mock::runs {

/// What is known of a script.
struct script_record {
  enum class presence {
    named,    ///< by a rule only
    present,  ///< it was added or created
    deleted,
  };
  presence is = presence::named;
  boost::json::object object = {};           ///< as it is shown
  std::shared_ptr<answer const> shown = {};  ///< the answer made of it
  std::uint64_t executed = 0;                ///< how often, deleted ones of the same name included
  std::size_t order = 0;                     ///< of creation
};

/// The scripts of all workspaces. Not for several threads at once while it changes.
class script_catalog {
 public:
  script_record const* find(name_view script) const;

  /// The record of that script, a new one if there is none.
  script_record& at(name_view script);

  /// Puts a script in its place, old or new.
  void put(name_view script, boost::json::object object, clock::wall_time modified);

  void erase(name_view script);

  /// As if it had never been there, but for what is counted.
  void forget(name_view script);

  /// No script is declared any longer.
  void undeclare() { declared_.clear(); }

  /// Notes that the workspaces of scripts of that name are all known from the beginning.
  void declare(std::string_view name) { declared_.emplace(name); }
  bool declared(std::string_view name) const { return !declared_.empty() && declared_.contains(name); }

  /// The workspaces in which there is a script of that name, sorted.
  std::vector<std::string> workspaces_of(std::string_view name) const;

  /// `{"total":n,"scripts":[…]}`, in the order of creation. `total` counts all whose name contains `part`.
  std::string list(std::string_view workspace, std::string_view part, std::size_t offset, std::size_t limit) const;

 private:
  name_map<script_record> records_;
  std::unordered_set<std::string, text_hash, std::equal_to<>> declared_;
  std::size_t created_ = 0;
};

}  // namespace dataarts::mock::runs

#endif
