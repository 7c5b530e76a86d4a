import Foundation

enum TerminalSize {
    /// Columns of the terminal that standard output is; 100 where it is none.
    static var columns: Int {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else {
            return 100
        }
        return Int(size.ws_col)
    }
}
