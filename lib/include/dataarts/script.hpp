#ifndef DATAARTS_SCRIPT_HPP
#define DATAARTS_SCRIPT_HPP

#include <dataarts/call_options.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts {

/// Names a script: its name and, optionally, the workspace that holds it.
class script_ref {
 public:
  script_ref() = default;

  /// The name as people write it, not percent-encoded. An empty workspace means that of `client_config::workspace`.
  script_ref(std::string name, std::string workspace = {})  // NOLINT(google-explicit-constructor): a name is enough
      : name_(std::move(name)), workspace_(std::move(workspace)) {}
  script_ref(char const* name) : name_(name) {}  // NOLINT(google-explicit-constructor): the same

  std::string const& name() const noexcept { return name_; }
  std::string const& workspace() const noexcept { return workspace_; }

  friend bool operator==(script_ref const& a, script_ref const& b) noexcept = default;

 private:
  std::string name_;
  std::string workspace_;
};

/// Values for the variables of a script, by name. For DLI also settings of the engine, such as
/// `spark.sql.adaptive.enabled` with the value `true`. All values are texts.
class script_parameters {
 public:
  using entry = std::pair<std::string, std::string>;

  script_parameters() = default;
  script_parameters(std::initializer_list<entry> entries) {
    for (auto const& each : entries) set(each.first, each.second);
  }

  /// Replaces an earlier value of the same name.
  script_parameters& set(std::string name, std::string value);

  /// In the order in which the names were first set.
  std::vector<entry> const& entries() const noexcept { return entries_; }

 private:
  std::vector<entry> entries_;
};

/// A script as the service describes it: by `client::show`, or as an element of a list.
///
/// The members that the service did not send are unset. What has no member here is in `json`.
struct script {
  std::optional<std::string> name = {};
  std::optional<std::string> type = {};             ///< `DLISQL`, `Shell`, `PYTHON`, ...
  std::optional<std::string> content = {};          ///< the text of the script
  std::optional<std::string> directory = {};        ///< `/` is the root
  std::optional<std::string> connection_name = {};  ///< `connectionName`
  std::optional<std::string> database = {};
  std::optional<std::string> queue_name = {};     ///< `queueName`
  std::optional<std::string> configuration = {};  ///< settings of the engine, a JSON object
  std::optional<std::string> description = {};
  std::optional<std::string> target_status = {};  ///< `targetStatus`: `SAVED`, `SUBMITTED`, `PRODUCTION`
  std::optional<std::string> id = {};             ///< a number is given as its digits
  std::optional<std::string> owner = {};
  std::optional<std::string> create_user = {};   ///< `createUser`
  std::optional<std::string> version = {};       ///< a number is given as its digits
  std::optional<std::int64_t> modified_at = {};  ///< `modifyTime`: milliseconds since 1970, UTC
  std::string json = {};                         ///< the whole description as compact JSON
};

/// A part of a list of scripts.
struct script_page {
  std::optional<std::int64_t> total = {};  ///< scripts that the filter lets through, on all pages
  std::vector<script> scripts = {};
};

/// What `client::create` makes and `client::update` changes. For `update`, what is not set stays as it is.
class script_draft {
 public:
  script_draft() = default;

  script_draft& name(std::string value) { return put("name", std::move(value)); }
  script_draft& type(std::string value) { return put("type", std::move(value)); }
  script_draft& content(std::string value) { return put("content", std::move(value)); }
  script_draft& directory(std::string value) { return put("directory", std::move(value)); }
  script_draft& connection_name(std::string value) { return put("connectionName", std::move(value)); }
  script_draft& database(std::string value) { return put("database", std::move(value)); }
  script_draft& queue_name(std::string value) { return put("queueName", std::move(value)); }
  script_draft& description(std::string value) { return put("description", std::move(value)); }
  script_draft& target_status(std::string value) { return put("targetStatus", std::move(value)); }

  /// Settings of the engine: a JSON object. A text that is none fails the call with `errc::invalid_argument`.
  script_draft& configuration(std::string json) {
    configuration_ = std::move(json);
    return *this;
  }

  /// Who has to agree to a submission.
  script_draft& approver(std::string name) {
    approvers_.push_back(std::move(name));
    return *this;
  }

  /// In the service's words, in the order in which they were set.
  std::vector<std::pair<std::string_view, std::string>> const& texts() const noexcept { return texts_; }
  std::optional<std::string> const& configuration() const noexcept { return configuration_; }
  std::vector<std::string> const& approvers() const noexcept { return approvers_; }

 private:
  script_draft& put(std::string_view member, std::string value);

  std::vector<std::pair<std::string_view, std::string>> texts_;
  std::optional<std::string> configuration_;
  std::vector<std::string> approvers_;
};

/// Options of `client::show`.
class show_options {
 public:
  show_options() = default;

  /// Which version of the script; unset: the latest.
  show_options& version(std::int64_t value) noexcept {
    version_ = value;
    return *this;
  }
  std::optional<std::int64_t> version() const noexcept { return version_; }

  /// `SAVED` or `PUBLISHED`, which newer editions of the service know.
  show_options& status(std::string value) {
    status_ = std::move(value);
    return *this;
  }
  std::string const& status() const noexcept { return status_; }

  /// Options of the call itself.
  show_options& each(call_options value) {
    call_ = std::move(value);
    return *this;
  }
  call_options const& each() const noexcept { return call_; }

 private:
  std::optional<std::int64_t> version_;
  std::string status_;
  call_options call_;
};

/// Options of `client::list`.
class list_options {
 public:
  list_options() = default;

  /// Where the list begins. The service's documents call it a page and its programs use it as a number of records: look
  /// at what comes, and do not rely on either.
  list_options& offset(std::int64_t value) noexcept {
    offset_ = value;
    return *this;
  }
  std::optional<std::int64_t> offset() const noexcept { return offset_; }

  /// At most this many, 1 to 100; unset: the service's default, 10.
  list_options& limit(std::int64_t value) noexcept {
    limit_ = value;
    return *this;
  }
  std::optional<std::int64_t> limit() const noexcept { return limit_; }

  /// `scriptName`: a filter.
  list_options& name(std::string value) {
    name_ = std::move(value);
    return *this;
  }
  std::string const& name() const noexcept { return name_; }

  list_options& workspace(std::string value) {
    workspace_ = std::move(value);
    return *this;
  }
  std::string const& workspace() const noexcept { return workspace_; }

  /// Options of the call itself.
  list_options& each(call_options value) {
    call_ = std::move(value);
    return *this;
  }
  call_options const& each() const noexcept { return call_; }

 private:
  std::optional<std::int64_t> offset_;
  std::optional<std::int64_t> limit_;
  std::string name_;
  std::string workspace_;
  call_options call_;
};

}  // namespace dataarts

#endif
