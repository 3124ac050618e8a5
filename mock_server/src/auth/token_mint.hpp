#ifndef DATAARTS_MOCK_AUTH_TOKEN_MINT_HPP
#define DATAARTS_MOCK_AUTH_TOKEN_MINT_HPP

#include <dataarts/clock.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::mock::auth {

/// Issues tokens and knows them again. A token carries its own number and end, under a checksum that only this mint can
/// make, so that any number of them takes no memory. Thread-safe.
class token_mint {
 public:
  static constexpr std::size_t least_size = 128;

  /// The same seed and purpose give the same tokens in the same order.
  token_mint(std::uint64_t seed, std::string_view purpose, std::size_t size);

  std::string issue(clock::wall_time expires);

  enum class state { good, expired, unknown };
  struct finding {
    enum state state = state::unknown;
    clock::wall_time expires = {};
  };
  finding find(std::string_view token, clock::wall_time now) const;

  /// Ends all tokens that were issued so far.
  void expire_all(clock::wall_time now) noexcept;

  std::uint64_t issued() const noexcept { return issued_; }

 private:
  std::string checksum(std::string_view token) const;

  std::string key_;
  std::size_t size_;
  std::atomic<std::uint64_t> issued_ = 0;
  std::atomic<std::uint64_t> ended_ = 0;  // numbers up to this one
  std::atomic<std::int64_t> ended_at_ = 0;
};

}  // namespace dataarts::mock::auth

#endif
