#ifndef DATAARTS_HTTP_INTERIM_ANSWERS_HPP
#define DATAARTS_HTTP_INTERIM_ANSWERS_HPP

namespace dataarts::http {

/// Before the answer itself, at most.
inline constexpr unsigned max_interim_answers = 16;

inline constexpr char const* too_many_interim_answers = "more than 16 interim answers";

/// Another answer follows. 101 ends HTTP on the connection: what follows is none.
constexpr bool is_interim(int status) noexcept { return status >= 100 && status < 200 && status != 101; }

}  // namespace dataarts::http

#endif
