#ifndef DATAARTS_CREDENTIAL_SOURCES_HPP
#define DATAARTS_CREDENTIAL_SOURCES_HPP

#include <dataarts/client_config.hpp>
#include <dataarts/credential_source.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace dataarts {

/// Keys from the variables that the service's own SDKs read: `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK` and, for
/// temporary keys, `HUAWEICLOUD_SDK_SECURITY_TOKEN`. They are read when the client asks; a program must not change its
/// environment at the same time.
std::shared_ptr<credential_source> environment_source();

/// Keys from section `[basic]` of a profile file: `ak`, `sk`, `security_token`. The file is read when the client asks.
/// @param path  Empty: `HUAWEICLOUD_SDK_CREDENTIALS_FILE`, else `~/.huaweicloud/credentials`.
std::shared_ptr<credential_source> profile_source(std::string path = {});

/// A token from a file that somebody else renews; blanks around it are dropped. The file is read again every
/// `ask_again_after`, and at once if the service says that the token has to be renewed. Throws
/// `std::invalid_argument` for an empty path.
std::shared_ptr<credential_source> token_file_source(
    std::string path, std::chrono::nanoseconds ask_again_after = std::chrono::seconds(5));

struct metadata_options {
  std::string endpoint = "http://169.254.169.254";

  /// For each of the two requests, beside the time that the client gives.
  std::chrono::nanoseconds timeout = std::chrono::seconds(3);
};

/// Temporary keys of the agency of the cloud server on which the program runs, from its instance metadata
/// (`/openstack/latest/securitykey`). A session token is asked for first, and left out where the service has none.
std::shared_ptr<credential_source> metadata_source(metadata_options options = {});

/// How to get a token for a user's name and password.
struct iam_password_options {
  /// `https://HOST[:PORT]`, e.g. "https://iam.cn-north-4.myhuaweicloud.com".
  std::string endpoint = {};
  std::string user = {};

  /// Hidden in what the service says, however it is written there, from four characters on.
  std::string password = {};

  std::string domain = {};  ///< the name of the user's account

  /// The project that the token is for: one of the two. The service wants project-scoped tokens.
  std::string project_id = {};
  std::string project_name = {};

  tls_config tls = {};
};

/// A token from `POST /v3/auth/tokens`. Throws `std::invalid_argument` naming the option that cannot be used.
std::shared_ptr<credential_source> iam_password_source(iam_password_options options);

/// The first of several sources that gives credentials, asked in order. If none does, the failure tells what each said.
std::shared_ptr<credential_source> chain_source(std::vector<std::shared_ptr<credential_source>> sources);

/// Environment, profile file, instance metadata: the chain of the service's own SDKs.
std::shared_ptr<credential_source> default_source();

}  // namespace dataarts

#endif
