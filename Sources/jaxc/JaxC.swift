@main struct JaxC { static func main() {} }
