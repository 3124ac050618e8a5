#ifndef DATAARTS_TEST_SUPPORT_GZIP_HPP
#define DATAARTS_TEST_SUPPORT_GZIP_HPP

#include <zlib.h>

#include <stdexcept>
#include <string>

namespace test {

/// One member of a gzip file.
inline std::string gzip(std::string const& text) {
  z_stream stream{};
  if (::deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("zlib");
  std::string made(::deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // NOLINT: zlib only reads it
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(made.data());
  stream.avail_out = static_cast<uInt>(made.size());
  bool const done = ::deflate(&stream, Z_FINISH) == Z_STREAM_END;
  made.resize(stream.total_out);
  ::deflateEnd(&stream);
  if (!done) throw std::runtime_error("zlib");
  return made;
}

}  // namespace test

#endif
