#ifndef DATAARTS_MOCK_DOCUMENTED_ANSWERS_HPP
#define DATAARTS_MOCK_DOCUMENTED_ANSWERS_HPP

#include <dataarts/mock/answer_source.hpp>

#include <string_view>

namespace dataarts::mock {

/// The answers of the service's own documentation, for any project and workspace:
///
/// | script    | instance                        | answer                          |
/// |-----------|---------------------------------|---------------------------------|
/// | dwsscript | a1ad-448a-9d56-4154193d49c5     | 200 FINISHED, `finished_body`   |
/// | dwsscript | failed, launching, running      | 200 in that state               |
/// | dwsscript | any other                       | 400 DLF.6205                    |
/// | any other | any                             | 400 DLF.6201                    |
///
/// Anything but GET and HEAD on such a path, and any other path, gets 501 with the header `X-Mock-Unmatched` and a body
/// that says what was asked and what is known. Header values are never repeated.
class documented_answers final : public answer_source {
 public:
  documented_answers();
  decision decide(request_view const& request) override;

  static constexpr std::string_view script = "dwsscript";
  static constexpr std::string_view instance = "a1ad-448a-9d56-4154193d49c5";

  /// The FINISHED example of the documentation, byte for byte: 527 bytes.
  static std::string_view finished_body() noexcept;

 private:
  answer finished_, failed_, launching_, running_, no_script_, no_instance_;
};

}  // namespace dataarts::mock

#endif
