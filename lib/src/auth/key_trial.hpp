#ifndef DATAARTS_AUTH_KEY_TRIAL_HPP
#define DATAARTS_AUTH_KEY_TRIAL_HPP

#include <cstddef>

namespace dataarts::auth {

/// Keeps wrong keys from being locked. The gateway locks an access key for five minutes after more than five signature
/// failures in a row, for everybody who uses it. Until one request was accepted, no more are under way than may still
/// be refused; after `most_refusals` in a row no more are sent.
class key_trial {
 public:
  static constexpr unsigned most_refusals = 2;

  /// New keys are there.
  /// @param careful  Send few requests until one was accepted.
  void begin(bool careful) noexcept {
    proven_ = false;
    careful_ = careful;
    refusals_ = 0;
  }

  bool may_send(std::size_t under_way) const noexcept {
    return proven_ || (careful_ ? under_way : 0) + refusals_ < most_refusals;
  }

  /// A signature was accepted: the answer was anything but HTTP 401.
  void accepted() noexcept {
    if (stopped()) return;
    proven_ = true;
    refusals_ = 0;
  }

  void refused() noexcept {
    proven_ = false;
    ++refusals_;
  }

  /// Whether it is still to be seen that signatures are accepted.
  bool trying() const noexcept { return !proven_; }

  bool stopped() const noexcept { return refusals_ >= most_refusals; }

 private:
  bool proven_ = true;  // nothing to prove until keys are there
  bool careful_ = true;
  unsigned refusals_ = 0;
};

}  // namespace dataarts::auth

#endif
