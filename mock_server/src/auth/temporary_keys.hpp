#ifndef DATAARTS_MOCK_AUTH_TEMPORARY_KEYS_HPP
#define DATAARTS_MOCK_AUTH_TEMPORARY_KEYS_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/auth_options.hpp>

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::mock::auth {

/// Issues temporary access keys and knows them again. As with `token_mint`, they take no memory. Thread-safe.
class temporary_keys {
 public:
  struct key {
    access_key parts;
    clock::wall_time expires = {};
  };

  explicit temporary_keys(std::uint64_t seed);

  /// @param expires  rounded down to a whole second
  key issue(clock::wall_time expires);

  /// The key of that access key, expired or not, if it was issued here.
  std::optional<key> find(std::string_view access) const;

  /// Ends all keys that were issued so far.
  void expire_all(clock::wall_time now) noexcept;

  std::uint64_t issued() const noexcept { return issued_; }

 private:
  key complete(std::string access, clock::wall_time expires) const;
  std::string checksum(std::string_view access) const;

  std::string source_;
  std::atomic<std::uint32_t> issued_ = 0;
  std::atomic<std::uint32_t> ended_ = 0;  // numbers up to this one
  std::atomic<std::int64_t> ended_at_ = 0;
};

}  // namespace dataarts::mock::auth

#endif
