import BillingModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A system call that failed, with what it was about.
struct SystemError: Error {
    let number: Int32
    let action: String
    let path: String

    /// Reads `errno`: to be made right after the call.
    init(_ action: String, _ path: String, number: Int32 = errno) {
        self.number = number
        self.action = action
        self.path = path
    }

    var billow: BillowError {
        let text = String(cString: strerror(number))
        func error(_ code: BillowError.Code, _ hint: String) -> BillowError {
            BillowError(code, "cannot \(action) '\(path)': \(text)", hint: hint, source: path)
        }
        switch number {
        case EACCES, EPERM, EROFS:
            return error(.permission, "give the user that runs Billow access to it, or choose another folder")
        case ENOENT:
            return error(.nothingToRead, "check the path; it may have been removed meanwhile")
        case ELOOP:
            return error(.badData, "it is a link, or lies behind one; put the file itself there")
        case ENOTDIR:
            return error(.inputOutput, "a part of the path is a file or a link where a folder is needed")
        case ENOSPC, EDQUOT:
            return error(.inputOutput, "free some space and run again; what was there before is unchanged")
        case EMFILE, ENFILE:
            return error(.inputOutput, "raise the limit of open files (ulimit -n) and run again")
        case ENAMETOOLONG:
            return error(.inputOutput, "the name is longer than the file system allows")
        default:
            return error(.inputOutput, "check the disk; what was there before is unchanged")
        }
    }
}
