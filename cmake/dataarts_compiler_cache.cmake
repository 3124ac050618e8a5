# Compiles through ccache where it is installed, in this project's own builds only.
if(PROJECT_IS_TOP_LEVEL AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(DATAARTS_CCACHE ccache)
  if(DATAARTS_CCACHE)
    # Build folders of one checkout share what they compile alike, whichever folder that is.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=time_macros,include_file_mtime,include_file_ctime ${DATAARTS_CCACHE})
  endif()
endif()
