import JAXIR
import JAXPrimitives

/// `tree` as it is, a constant in derivatives: `grad { x in stopGradient(x) * x }` is `x`.
public func stopGradient<Tree: TensorTree>(
  _ tree: Tree, file: String = #fileID, line: Int = #line
) -> Tree {
  let call = ControlCall("stopGradient", file, line)
  return call.run(tree) { () throws(JAXError) in
    tree.with(
      try tree.tensors.map { (tensor) throws(JAXError) in
        guard Ambient.activeTrace != nil, try tensor.checkedType().dtype.hasDerivative else { return tensor }
        return try .make(StopGradient(), [tensor], isWeak: tensor.isWeak, at: call.location)
      })
  }
}
