#include "status_style.hpp"

#include "display_text.hpp"
#include "failure_text.hpp"

namespace dataarts::cli {

std::string status_word(result<script_instance> const& outcome) {
  return apps::escape_controls(outcome ? std::string(outcome->status_text()) : code_of(outcome.error()));
}

std::string_view status_colour(result<script_instance> const& outcome) noexcept {
  if (!outcome) return "\x1b[35m";
  switch (outcome->status()) {
    case run_status::finished:
      return "\x1b[32m";
    case run_status::failed:
      return "\x1b[31m";
    case run_status::launching:
    case run_status::running:
    case run_status::unknown:
      break;
  }
  return "\x1b[33m";
}

}  // namespace dataarts::cli
