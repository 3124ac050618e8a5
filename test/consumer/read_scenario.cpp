// A test of another project that reads a scenario: with all of what that takes, and without the client.
#include <dataarts/mock/scenario.hpp>

#include <iostream>
#include <string>

int main() {
  namespace mock = dataarts::mock;
  auto const read = mock::parse_scenario(
      R"({"mock": 1, "instances": [{"name": "a", "timeline": [{"state": "RUNNING", "for": "5s"}, {"state": "FINISHED"}]}]})",
      "here");
  try {
    mock::parse_scenario(R"({"mock": 1, "sed": 1})", "there");
  } catch (mock::file_error const& problem) {
    std::cout << problem.what() << '\n';
    return read.rules.size() == 1 && problem.problems().size() == 1 ? 0 : 1;
  }
  return 1;
}
