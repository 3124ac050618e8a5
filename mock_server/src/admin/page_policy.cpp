#include "admin/page_policy.hpp"

#include "auth/digest.hpp"

#include <openssl/evp.h>

#include <array>

namespace dataarts::mock::admin {
namespace {

std::string hash_source(std::string_view text) {
  auto const bytes = auth::sha256(text);
  std::array<unsigned char, 48> encoded{};
  auto const size = ::EVP_EncodeBlock(encoded.data(), bytes.data(), static_cast<int>(bytes.size()));
  std::string made = " 'sha256-";
  for (int i = 0; i < size; ++i) made += static_cast<char>(encoded[static_cast<std::size_t>(i)]);
  return made + '\'';
}

// The hashes of what stands between each pair of the tags.
std::string hash_sources(std::string_view page, std::string_view open, std::string_view close) {
  std::string made;
  for (auto at = page.find(open); at != std::string_view::npos; at = page.find(open, at)) {
    at += open.size();
    auto const end = page.find(close, at);
    if (end == std::string_view::npos) break;
    made += hash_source(page.substr(at, end - at));
  }
  return made.empty() ? " 'none'" : made;
}

}  // namespace

std::string page_policy(std::string_view page) {
  return "default-src 'none'; script-src" + hash_sources(page, "<script>", "</script>") + "; style-src" +
         hash_sources(page, "<style>", "</style>") +
         "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

}  // namespace dataarts::mock::admin
