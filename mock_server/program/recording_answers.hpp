#ifndef DATAARTS_MOCK_PROGRAM_RECORDING_ANSWERS_HPP
#define DATAARTS_MOCK_PROGRAM_RECORDING_ANSWERS_HPP

#include <dataarts/mock/answer_source.hpp>

#include "recording.hpp"
#include "upstream.hpp"

#include <functional>
#include <string>

namespace dataarts::mock::program {

/// Asks the service, gives its answer, and notes both. What the service cannot be asked is 502, and not noted.
/// Blocks the thread that it is called on while it waits.
class recording_answers final : public answer_source {
 public:
  /// @param complain  told why the service did not answer; on any serving thread
  recording_answers(upstream const& service, recording& into, std::function<void(std::string const&)> complain)
      : service_(service), into_(into), complain_(std::move(complain)) {}

  decision decide(request_view const& request) override;

 private:
  upstream const& service_;
  recording& into_;
  std::function<void(std::string const&)> complain_;
};

}  // namespace dataarts::mock::program

#endif
