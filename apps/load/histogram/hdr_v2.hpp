#ifndef DATAARTS_LOAD_HISTOGRAM_HDR_V2_HPP
#define DATAARTS_LOAD_HISTOGRAM_HDR_V2_HPP

#include "histogram/hdr_histogram.hpp"

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::load {

// The compressed format V2 of HdrHistogram (cookie 0x1c849304), which its ports in Java, C, JavaScript, Python and Go
// read and write; in base64 it is what .hlog files hold. Counts are stored, `clipped` is not.

enum class hdr_errc : std::uint8_t {
  not_base64,
  truncated,           ///< ends before what it announces
  not_hdr_v2,          ///< no cookie of this format
  compression,         ///< no valid zlib stream
  too_large,           ///< more than the counters that there are can take
  unsupported_layout,  ///< not 3 digits, or not whole units from 1
  out_of_range,        ///< counts values above one hour, `hdr_histogram::highest`
  invalid_count,       ///< a sum beyond 2^63
};

std::string_view to_string(hdr_errc value) noexcept;

class hdr_error : public std::runtime_error {
 public:
  hdr_error(hdr_errc code, std::string const& what) : std::runtime_error(what), code_(code) {}
  hdr_errc code() const noexcept { return code_; }

 private:
  hdr_errc code_;
};

std::vector<std::uint8_t> encode_hdr_v2(hdr_histogram const& from);
std::string encode_hdr_v2_base64(hdr_histogram const& from);

/// Adds what is stored to `into`, which stays as it was if this throws. Takes any bytes: uses at most some 300 KiB
/// besides the input. Throws `hdr_error`. Bytes behind the compressed part are ignored, as others' decoders do.
void add_hdr_v2(std::span<std::uint8_t const> bytes, hdr_histogram& into);
void add_hdr_v2_base64(std::string_view text, hdr_histogram& into);

hdr_histogram decode_hdr_v2(std::span<std::uint8_t const> bytes);
hdr_histogram decode_hdr_v2_base64(std::string_view text);

}  // namespace dataarts::load

#endif
