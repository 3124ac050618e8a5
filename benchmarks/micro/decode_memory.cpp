// Decodes one body that comes in pieces, as from a socket, and ends: what is the most memory that it takes? To be run
// with the library count_allocations preloaded.
//
//   decode_memory FILE decoder|dom|nothing

#include "api/result_decoder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/stream_parser.hpp>
#include <boost/json/value.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string_view>

namespace {

/// Calls `take` with every piece of the file. The piece is on the stack: the memory that is measured is not the
/// reader's.
template <class Take>
void read_pieces(char const* path, Take take) {
  int const file = ::open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) throw std::runtime_error("cannot read the file");
  char piece[16 * 1024];
  for (;;) {
    ssize_t const size = ::read(file, piece, sizeof piece);
    if (size <= 0) break;
    take(std::string_view(piece, static_cast<std::size_t>(size)));
  }
  ::close(file);
}

std::size_t decode(char const* path) {
  dataarts::result_decoder decoder;
  dataarts::decode_error error;
  read_pieces(path, [&](std::string_view piece) {
    if (!decoder.write(piece, error)) throw std::runtime_error(error.where());
  });
  if (!decoder.finish(error)) throw std::runtime_error(error.where());
  return decoder.take({}).results()[0].rows().size();
}

std::size_t parse(char const* path) {
  boost::json::stream_parser parser;
  read_pieces(path, [&](std::string_view piece) { parser.write(piece.data(), piece.size()); });
  parser.finish();
  auto const document = parser.release();
  return document.at("results").at(0).at("rows").as_array().size();
}

std::size_t read_only(char const* path) {
  std::size_t size = 0;
  read_pieces(path, [&](std::string_view piece) { size += piece.size(); });
  return size;
}

}  // namespace

int main(int argc, char** argv) {
  std::string_view const how = argc == 3 ? argv[2] : "";
  try {
    if (how == "decoder") {
      std::printf("%zu\n", decode(argv[1]));
    } else if (how == "dom") {
      std::printf("%zu\n", parse(argv[1]));
    } else if (how == "nothing") {
      std::printf("%zu\n", read_only(argv[1]));
    } else {
      std::cerr << "usage: decode_memory FILE decoder|dom|nothing\n";
      return 2;
    }
  } catch (std::exception const& what) {
    std::cerr << "decode_memory: " << what.what() << '\n';
    return 1;
  }
}
