#ifndef DATAARTS_AUTH_CREDENTIAL_KEEPER_HPP
#define DATAARTS_AUTH_CREDENTIAL_KEEPER_HPP

#include <dataarts/clock.hpp>
#include <dataarts/credential_source.hpp>
#include <dataarts/retry_options.hpp>

#include <cstdint>

namespace dataarts::auth {

/// How long credentials are used and when others are asked for. Knows neither clock nor source.
class credential_keeper {
 public:
  using time_point = clock::time_point;
  using duration = clock::duration;

  /// What a call is to do.
  enum class advice {
    use,
    use_and_renew,   ///< they are good, but it is time to ask for others
    wait,            ///< others are being asked for, or will be at `next_try`
    wait_and_renew,  ///< there are none, and nobody asks yet
    give_up,         ///< the source has failed, and it is too early to ask again
  };

  /// How a source failed.
  enum class trouble {
    passing,    ///< it may answer the next time
    lasting,    ///< nothing to be had there at present
    forbidden,  ///< it refuses; asking often may lock an account
  };

  explicit credential_keeper(retry_options const& options) noexcept : options_(options) {}

  advice ask(time_point now) const noexcept;

  void renewal_begins() noexcept { renewing_ = true; }
  /// @param same  They are those that were there before.
  void renewed(issued_credentials const& what, time_point now, clock::wall_time wall_now, bool same = false) noexcept;

  /// @param random  spreads clients that failed together.
  void renewal_failed(trouble kind, time_point now, std::uint64_t random) noexcept;

  /// The source wants to be left alone until then.
  void not_before(time_point when) noexcept {
    if (when > next_try_) next_try_ = when;
  }

  /// The service takes these credentials no longer. Nothing if there are others by now.
  void refused(std::uint32_t serial) noexcept;

  /// Of the present credentials, from 1.
  std::uint32_t serial() const noexcept { return serial_; }

  bool renewing() const noexcept { return renewing_; }

  /// When the source may be asked again after it failed.
  time_point next_try() const noexcept { return next_try_; }

 private:
  retry_options options_;
  bool have_ = false;
  bool renewing_ = false;
  bool patient_ = true;  // those who wait go on waiting
  unsigned failures_ = 0;
  std::uint32_t serial_ = 0;
  time_point ends_ = time_point::max();
  time_point renew_at_ = time_point::max();
  time_point next_try_{};
};

}  // namespace dataarts::auth

#endif
