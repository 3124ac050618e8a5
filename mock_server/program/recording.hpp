#ifndef DATAARTS_MOCK_PROGRAM_RECORDING_HPP
#define DATAARTS_MOCK_PROGRAM_RECORDING_HPP

#include <dataarts/mock/request_view.hpp>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "redaction.hpp"

namespace dataarts::mock::program {

/// What a service has answered, as far as a recording keeps it.
struct recorded_answer {
  unsigned status = 200;
  std::string content_type = {};
  std::string retry_after = {};  ///< in whole seconds; empty: none
  std::string body = {};

  bool operator==(recorded_answer const&) const = default;
};

/// Requests and answers, to be written as a scenario that gives the same answers again. Thread-safe.
///
/// Of requests nothing is kept but method, path, query and workspace, of answers nothing but what `recorded_answer`
/// has: no credentials and no cookies. Requests to the identity and metadata services are left out.
class recording {
 public:
  struct settings {
    std::string from = {};  ///< the address of the service, for the file
    bool redact = true;     ///< put `REDACTED` in place of what has the form of a secret
  };
  explicit recording(settings how) : how_(std::move(how)) {}

  void note(request_view const& request, recorded_answer answer, std::chrono::milliseconds took);

  /// How many answers were noted.
  std::size_t size() const;

  /// Writes `recording.json` and, for large bodies, files below `bodies/`; gives the path of the first. The folder is
  /// made. Throws `std::runtime_error` when that fails, and when something in it has the form of a secret; nothing is
  /// written then.
  /// @param now  for the file
  std::filesystem::path write(std::filesystem::path const& folder, std::chrono::system_clock::time_point now);

 private:
  struct told {
    recorded_answer answer;
    std::size_t polls = 0;
    std::chrono::milliseconds took{0};  // of all of them
  };
  // Of an instance: project, script, instance, workspace. Of a route: method, path, query, workspace.
  using key = std::vector<std::string>;
  struct course {
    key of;
    std::vector<told> answers;
  };
  class writer;

  course& course_of(std::vector<course>& among, std::map<key, std::size_t>& places, key const& of);

  settings how_;
  mutable std::mutex mutex_;
  aliases aliases_;
  std::vector<course> instances_, routes_;  // in the order of their first requests
  std::map<key, std::size_t> instance_places_, route_places_;
  std::size_t size_ = 0;
};

}  // namespace dataarts::mock::program

#endif
