# Compiles through ccache where it is installed, in this project's own builds only.
if(PROJECT_IS_TOP_LEVEL AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(DATAARTS_CCACHE ccache)
  if(DATAARTS_CCACHE)
    # Precompiled headers need these; no source uses __TIME__.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        ${DATAARTS_CCACHE})
  endif()
endif()
