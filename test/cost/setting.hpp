#ifndef DATAARTS_TEST_COST_SETTING_HPP
#define DATAARTS_TEST_COST_SETTING_HPP

/// What may not add to the cost of a query.
struct setting {
  char const* name;
  int concurrency_hint;  ///< of the context: one thread, or it is not known how many
  bool signs_and_limits;
  bool is_watched = false;  ///< by an observer, and a trace is given where the test gives one
};

#endif
