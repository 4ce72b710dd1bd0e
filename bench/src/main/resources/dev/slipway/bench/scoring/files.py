"""Writers of model files that Python has no library for here: trees as ONNX, LightGBM text and PMML.

A tree is a list of nodes (feature, threshold, left, right, missing_left, value); a leaf has left = -1.
"""
import struct


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def whole(field, n):
    return varint(field << 3) + varint(n & (1 << 64) - 1)


def block(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def attribute(name, value):
    head = block(1, name)
    if isinstance(value, str):
        return head + block(4, value) + whole(20, 3)
    if isinstance(value, float):
        return head + varint(2 << 3 | 5) + struct.pack("<f", value) + whole(20, 1)
    if isinstance(value, int):
        return head + whole(3, value) + whole(20, 2)
    value = list(value)
    if isinstance(value[0], str):
        return head + b"".join(block(9, v) for v in value) + whole(20, 8)
    if isinstance(value[0], float):
        return head + block(7, struct.pack("<%df" % len(value), *value)) + whole(20, 6)
    return head + block(8, b"".join(varint(v & (1 << 64) - 1) for v in value)) + whole(20, 7)


def node(kind, inputs, outputs, domain="", **attributes):
    content = b"".join(block(1, i) for i in inputs) + b"".join(block(2, o) for o in outputs)
    content += block(4, kind) + b"".join(block(5, attribute(k, v)) for k, v in attributes.items())
    return block(1, content + (block(7, domain) if domain else b""))


def tensor(name, array):
    array = array.astype("<f4")
    dims = b"".join(whole(1, d) for d in array.shape)
    return block(5, dims + whole(2, 1) + block(8, name) + block(9, array.tobytes()))


def matrix(field, name, width):
    shape = block(1, block(2, "n")) + block(1, whole(1, width))
    return block(field, block(1, name) + block(2, block(1, whole(1, 1) + block(2, shape))))


def onnx(nodes, features, outputs, tensors=b""):
    graph = nodes + block(2, "graph") + tensors + matrix(11, "x", features) + matrix(12, "y", outputs)
    opsets = block(8, block(1, "") + whole(2, 13)) + block(8, block(1, "ai.onnx.ml") + whole(2, 3))
    return whole(1, 8) + block(7, graph) + opsets


def onnx_trees(trees, features, base=0.0, scale=1.0, comparison="BRANCH_LEQ", logistic=False):
    flat = [(t, i, n) for t, tree in enumerate(trees) for i, n in enumerate(tree)]
    leaves = [(t, i, n) for t, i, n in flat if n[2] < 0]
    return onnx(
        node(
            "TreeEnsembleRegressor", ["x"], ["s" if logistic else "y"], "ai.onnx.ml",
            n_targets=1, base_values=[float(base)],
            nodes_treeids=[t for t, _, _ in flat],
            nodes_nodeids=[i for _, i, _ in flat],
            nodes_featureids=[max(n[0], 0) for _, _, n in flat],
            nodes_values=[float(n[1]) for _, _, n in flat],
            nodes_modes=["LEAF" if n[2] < 0 else comparison for _, _, n in flat],
            nodes_truenodeids=[max(n[2], 0) for _, _, n in flat],
            nodes_falsenodeids=[max(n[3], 0) for _, _, n in flat],
            nodes_missing_value_tracks_true=[int(n[4]) for _, _, n in flat],
            target_treeids=[t for t, _, _ in leaves],
            target_nodeids=[i for _, i, _ in leaves],
            target_ids=[0] * len(leaves),
            target_weights=[float(n[5]) * scale for _, _, n in leaves],
        ) + (node("Sigmoid", ["s"], ["y"]) if logistic else b""),
        features, 1)


def lightgbm(trees, features):
    names = " ".join("f%d" % f for f in range(features))
    out = ["tree", "version=v4", "num_class=1", "num_tree_per_iteration=1", "label_index=0",
           "max_feature_idx=%d" % (features - 1), "objective=regression",
           "feature_names=" + names, "feature_infos=" + " ".join(["[-9:9]"] * features), ""]
    for t, tree in enumerate(trees):
        inner = {i: k for k, i in enumerate(i for i, n in enumerate(tree) if n[2] >= 0)}
        leaf = {i: k for k, i in enumerate(i for i, n in enumerate(tree) if n[2] < 0)}
        child = lambda i: inner[i] if i in inner else ~leaf[i]
        nodes = [tree[i] for i in inner]
        line = lambda name, values: out.append(name + "=" + " ".join(str(v) for v in values))
        out.append("Tree=%d" % t)
        line("num_leaves", [len(leaf)])
        line("num_cat", [0])
        line("split_feature", [n[0] for n in nodes])
        line("threshold", [repr(float(n[1])) for n in nodes])
        line("decision_type", [2] * len(nodes))
        line("left_child", [child(n[2]) for n in nodes])
        line("right_child", [child(n[3]) for n in nodes])
        line("leaf_value", [repr(float(tree[i][5])) for i in leaf])
        out += ["shrinkage=1", "", ""]
    return "\n".join(out + ["end of trees", ""])


def pmml(trees, features):
    fields = ['<MiningField name="f%d"/>' % f for f in range(features)]
    schema = "<MiningSchema>%s</MiningSchema>" % "".join(fields)
    out = ['<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/><DataDictionary>']
    out += ['<DataField name="f%d" optype="continuous" dataType="double"/>' % f for f in range(features)]
    out += ['<DataField name="y" optype="continuous" dataType="double"/></DataDictionary>',
            '<MiningModel functionName="regression">', schema.replace(
                "</Mini", '<MiningField name="y" usageType="target"/></Mini'),
            '<Segmentation multipleModelMethod="sum">']

    def write(tree, i, test):
        n = tree[i]
        if n[2] < 0:
            out.append('<Node score="%r">%s</Node>' % (float(n[5]), test))
            return
        out.append("<Node>" + test)
        for child, operator in ((n[2], "lessOrEqual"), (n[3], "greaterThan")):
            write(tree, child, '<SimplePredicate field="f%d" operator="%s" value="%r"/>'
                  % (n[0], operator, float(n[1])))
        out.append("</Node>")

    for tree in trees:
        out.append('<Segment><True/><TreeModel functionName="regression" '
                   'splitCharacteristic="binarySplit">' + schema)
        write(tree, 0, "<True/>")
        out.append("</TreeModel></Segment>")
    out.append("</Segmentation></MiningModel></PMML>")
    return "\n".join(out)
