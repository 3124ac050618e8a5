#ifndef DATAARTS_MOCK_NEAR_MISS_HPP
#define DATAARTS_MOCK_NEAR_MISS_HPP

#include <dataarts/mock/request_view.hpp>
#include <dataarts/mock/run_rule.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace dataarts::mock {

/// How a request compares with a rule that it does not match.
struct near_miss {
  struct criterion {
    /// method, path, project, script, instance, workspace; execute: the rule is for instances that `POST …/execute`
    /// made, and no other, which counts as one letter; listed: the rule names no workspace, and its script is listed
    /// for other workspaces only, which counts as one letter
    std::string name;
    bool ok = false;
    std::string expected;  ///< a name or pattern; `(any)`
    std::string got;
    std::size_t distance = 0;  ///< letters to insert, delete or change; of a path in which only a name is missing 1
  };
  std::string rule;
  std::size_t distance = 0;  ///< of all criteria
  std::vector<criterion> criteria;
};

/// The rules that a request misses by the least, closest first: those that it matches, with distance 0; those that name
/// its script; those that name it but for a slip; those for its workspace; the others. Among each the least distance.
/// A rule is compared with the query for an instance, `GET /v1/{project}/scripts/{script}/instances/{instance}`.
/// Names of more than 256 bytes are compared up to there.
std::vector<near_miss> near_misses(request_view const& request, std::span<run_rule const> rules, std::size_t most = 3);

/// For people: what was asked, and the closest rule criterion by criterion. Values of headers but `workspace`, and the
/// query, are not repeated, since they may be secrets.
std::string to_text(request_view const& request, std::span<near_miss const> closest);

}  // namespace dataarts::mock

#endif
