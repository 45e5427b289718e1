(report) => {
  void report;
};
