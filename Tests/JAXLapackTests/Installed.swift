import JAXLapack

/// Whether there is a LAPACK to test; says so where there is none.
func lapackIsInstalled(_ function: String = #function) -> Bool {
  if LapackLibrary.isInstalled { return true }
  print("\(function): LAPACK is not installed, nothing is tested")
  return false
}
