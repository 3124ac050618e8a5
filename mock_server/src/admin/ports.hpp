#ifndef DATAARTS_MOCK_ADMIN_PORTS_HPP
#define DATAARTS_MOCK_ADMIN_PORTS_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/answer_stream.hpp>
#include <dataarts/mock/run_rule.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::admin {

// What the admin API needs of the rest of the server, and no more. All members may be called from any thread.

/// One request that was answered.
struct logged_request {
  std::uint64_t seq = 0;
  clock::wall_time at = {};  ///< on the machine's clock
  std::string method = {};
  std::string target = {};
  std::string workspace = {};
  std::string session = {};
  std::string rule = {};
  unsigned status = 0;
  bool matched = true;
  boost::json::object line = {};  ///< all of it, as a line of the journal
};

/// A rule that nearly held for a request.
struct near_miss_shown {
  std::string rule = {};
  double distance = 0;              ///< 0: the same; 1: nothing fits
  boost::json::object report = {};  ///< criterion by criterion
};

/// The requests that were answered.
class traffic_port {
 public:
  virtual ~traffic_port() = default;

  /// Each entry from now on, as a line of JSON with its line feed; before them those there are with a higher number
  /// than `after`, if it is given.
  virtual std::shared_ptr<answer_stream> follow(std::optional<std::uint64_t> after) = 0;

  /// Oldest first, those with a higher number than `after`.
  virtual std::vector<logged_request> entries(std::uint64_t after) const = 0;

  /// The last ones, oldest first.
  virtual std::vector<logged_request> latest(std::size_t most) const = 0;
  virtual std::optional<logged_request> entry(std::uint64_t seq) const = 0;
  virtual void remove(std::vector<std::uint64_t> const& numbers) = 0;
  virtual void clear() = 0;
};

/// Which run is meant.
struct run_name {
  std::string workspace = {};
  std::string script = {};
  std::string instance = {};
  std::string project = {};  ///< only of runs that belong to a project
  std::string session = {};

  bool operator==(run_name const&) const = default;
};

/// A run, as it is now.
struct run_shown {
  struct step {
    std::string state;  ///< RUNNING; of another answer its name: `throttled`, `answer 502`
    bool hold = false;
  };

  run_name name;
  std::string rule = {};
  std::vector<step> steps = {};
  std::optional<std::size_t> at = {};  ///< none: it has not begun
  std::string state = {};              ///< what a query would be told
  std::uint64_t polls = 0;
  bool held = false;                          ///< waits for a command
  bool ended = false;                         ///< FINISHED or FAILED
  bool stopped = false;                       ///< by a stop request
  std::optional<clock::duration> begun = {};  ///< how long ago its timeline began
  std::optional<clock::duration> left = {};   ///< until the next step, if time brings it
};

/// What became of a command to a run.
struct command_outcome {
  bool found = false;        ///< there is such a run
  std::string problem = {};  ///< why it was not carried out; empty: it was
};

/// The runs that a server remembers, and commands to them.
class run_port {
 public:
  virtual ~run_port() = default;

  /// In a stable order.
  virtual std::vector<run_shown> list() const = 0;
  virtual std::optional<run_shown> find(run_name const& which) const = 0;

  virtual command_outcome advance(run_name const& which) = 0;
  virtual command_outcome go_to(run_name const& which, std::size_t step) = 0;

  /// As `script_runs::put`: the state is told, whether the timeline has it or not.
  virtual command_outcome put(run_name const& which, run_state state) = 0;
  virtual command_outcome hold(run_name const& which, bool held) = 0;
  virtual command_outcome reset(run_name const& which) = 0;

  /// Runs of a session, or all.
  virtual void reset_all(std::optional<std::string> const& session) = 0;
};

/// The rules by which a server answers.
class rule_port {
 public:
  struct shown {
    std::string name;
    bool used = false;
    boost::json::object match = {};   ///< patterns: script, instance, workspace, project
    boost::json::object answer = {};  ///< the timeline, or the answer
  };

  virtual ~rule_port() = default;

  virtual std::vector<shown> list() const = 0;
  virtual std::vector<near_miss_shown> nearest(std::string_view method, std::string_view target,
                                               std::string_view workspace, std::size_t most) const = 0;
};

/// What a scenario expects of its clients, and what of it was used.
class expectation_port {
 public:
  struct verdict {
    bool holds = true;
    boost::json::object report = {};
  };

  virtual ~expectation_port() = default;

  /// Those that there are, the default one, which has no name, included.
  virtual std::vector<std::string> sessions() const = 0;

  /// @param session  none: of all of them
  virtual verdict verify(std::optional<std::string> const& session) const = 0;
  virtual boost::json::object coverage() const = 0;
};

}  // namespace dataarts::mock::admin

#endif
