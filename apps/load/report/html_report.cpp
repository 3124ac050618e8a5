#include "report/html_report.hpp"

#include "histogram/base64.hpp"
#include "report/comparison_report.hpp"
#include "report/page_files.hpp"
#include "report/text_report.hpp"
#include "verdict/generator_limits.hpp"

#include <boost/json/serialize.hpp>

#include <openssl/sha.h>

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dataarts::load {
namespace {

std::string as_html_text(std::string_view text) {
  std::string made;
  made.reserve(text.size());
  for (char const each : text) {
    switch (each) {
      case '&':
        made += "&amp;";
        break;
      case '<':
        made += "&lt;";
        break;
      case '>':
        made += "&gt;";
        break;
      default:
        made += each;
    }
  }
  return made;
}

/// JSON has `<` in strings only, where its escape means the same: nothing in it can end the element, or begin a
/// comment.
std::string as_script_data(boost::json::object const& data) {
  std::string made;
  for (char const each : boost::json::serialize(data)) {
    if (each == '<') {
      made += "\\u003c";
    } else {
      made += each;
    }
  }
  return made;
}

/// Names a script or a style sheet in a Content-Security-Policy.
std::string policy_source(std::string_view content) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> hash{};
  ::SHA256(reinterpret_cast<unsigned char const*>(content.data()), content.size(), hash.data());
  return "'sha256-" + encode_base64(hash) + "'";
}

struct page_parts {
  std::string title;
  boost::json::object data;
  std::string plain;  ///< the report as text
};

std::string page_of(page_parts const& parts) {
  std::string script;
  for (auto const each : {page_texts_script(), page_charts_script(), page_spectrum_script(), page_run_script(),
                          page_comparison_script(), page_start_script()})
    script += each;
  std::array<std::pair<std::string_view, std::string>, 6> const pieces{
      {{"TITLE", as_html_text(parts.title)},
       {"POLICY", "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; script-src " +
                      policy_source(script) + "; style-src " + policy_source(page_style())},
       {"STYLE", std::string(page_style())},
       {"PLAIN", as_html_text(parts.plain)},
       {"DATA", as_script_data(parts.data)},
       {"SCRIPT", script}}};
  // In one pass over the frame: what is put in is never looked at again.
  std::string made;
  auto rest = page_frame();
  for (auto const& [name, content] : pieces) {
    auto const mark = "{{" + std::string(name) + "}}";
    auto const at = rest.find(mark);
    if (at == std::string_view::npos) throw std::logic_error("the page has no place for " + mark);
    made += rest.substr(0, at);
    made += content;
    rest.remove_prefix(at + mark.size());
  }
  return made.append(rest);
}

text_style plain_style() {
  text_style made;
  made.unicode = true;
  return made;
}

}  // namespace

std::string html_report(result const& run, std::span<threshold_verdict const> verdicts,
                        std::span<std::string const> limits, exit_code code) {
  return page_of({.title = (run.label.empty() ? run.endpoint : run.label) + " - dataarts-load",
                  .data = page_data(run, verdicts, limits, code),
                  .plain = text_report(run, verdicts, limits, plain_style())});
}

std::string html_report(comparison const& what, compared_latency which, exit_code code, compared_run const& before,
                        compared_run const& after) {
  std::string plain;
  // Runs that took turns have no page of their own.
  if (what.paired) {
    for (auto const* const each : {&before, &after}) {
      plain += text_report(each->run, each->verdicts, limits_of_generator(each->run), plain_style()) + '\n';
    }
  }
  return page_of({.title = std::string(before.name) + " and " + std::string(after.name) + " - dataarts-load",
                  .data = page_data(what, which, code, before, after),
                  .plain = plain + comparison_report(what, before.name, after.name, plain_style())});
}

}  // namespace dataarts::load
