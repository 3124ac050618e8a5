#include "query_signer.hpp"

#include "../ascii.hpp"
#include "date_text.hpp"

#include <algorithm>
#include <stdexcept>

namespace dataarts::auth {

namespace {

constexpr std::string_view hash_of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

void check_header(std::string_view field, std::string_view value) {
  // Not shown: it may be a secret.
  if (!std::all_of(value.begin(), value.end(), is_visible)) {
    throw std::invalid_argument(std::string(field) + ": has a character that cannot stand in a signed header");
  }
}

}  // namespace

query_signer::query_signer(credentials const& keys, signing_options const& options, std::string_view host,
                           std::string_view project_id)
    : key_(keys, options), date_(date_text({})) {
  check_header("project_id", project_id);
  check_header("security token", keys.security_token());
  host_line_.append("content-type:application/json\nhost:").append(host).append(1, '\n');
  project_line_.append("x-project-id:").append(project_id).append("\nx-sdk-date:");
  after_date_ += '\n';
  fixed_lines_.append("X-Project-Id: ").append(project_id).append("\r\n");
  std::string_view const last = keys.security_token().empty() ? "" : ";x-security-token";
  if (!last.empty()) {
    after_date_.append("x-security-token:").append(keys.security_token()).append(1, '\n');
    fixed_lines_.append("X-Security-Token: ").append(keys.security_token()).append("\r\n");
  }
  after_date_ += '\n';
  signed_headers_[0].append("content-type;host;x-project-id;x-sdk-date").append(last);
  signed_headers_[1].append("content-type;host;workspace;x-project-id;x-sdk-date").append(last);

  std::string lines;
  append_lines(lines, "/", "w", {});
  largest_size_ = lines.size();
}

void query_signer::take_time(clock::wall_time now) {
  auto const second = std::chrono::floor<std::chrono::seconds>(now);
  if (second == second_) return;
  second_ = second;
  assign_date(date_, now);
}

void query_signer::append_lines(std::string& out, std::string_view path, std::string_view workspace,
                                clock::wall_time now) {
  take_time(now);
  auto const& names = signed_headers_[workspace.empty() ? 0 : 1];
  canonical_.assign("GET\n").append(path).append("/\n\n").append(host_line_);
  if (!workspace.empty()) canonical_.append("workspace:").append(workspace).append(1, '\n');
  canonical_.append(project_line_).append(date_).append(after_date_).append(names).append(1, '\n');
  canonical_ += hash_of_nothing;
  to_sign_.clear();
  key_.append_string_to_sign(to_sign_, date_, sha256::of(canonical_));
  out.append(fixed_lines_).append("X-Sdk-Date: ").append(date_).append("\r\nAuthorization: ");
  key_.append_authorization(out, date_, names, to_sign_);
  out += "\r\n";
}

}  // namespace dataarts::auth
