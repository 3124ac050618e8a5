#ifndef DATAARTS_APPS_STANDARD_STREAMS_HPP
#define DATAARTS_APPS_STANDARD_STREAMS_HPP

namespace dataarts::apps {

/// Puts something in the place of standard input, output and error where the caller closed them: input is empty,
/// writing output fails, and what is written to the error stream is dropped. Call it before anything else opens a
/// descriptor, which would get the free number and be read and written in its place. Throws `std::system_error`.
void occupy_standard_streams();

}  // namespace dataarts::apps

#endif
