"""Trains the report's network at half width on the drawn faces, and writes it as Keras 2 would.

    npm run faces:write -- /tmp/faces && python3 examples/faces/train.py /tmp/faces

Reads the arrays of that folder and writes beside this script: faces.h5; loss, accuracy, val_loss and val_accuracy of each
epoch as .npy; and probabilities.npy, what torch says of the first 14 faces held out. Needs torch and h5py (Debian:
python3-torch, python3-h5py). Some five minutes on two cores.
"""

import json
import os
import sys

import h5py
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

EPOCHS = 8
BATCH = 64
RATE = 1e-3
FILTERS = (32, 64, 128, 256)
UNITS = (256, 256)
CLASSES = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")
HERE = os.path.dirname(os.path.abspath(__file__))
BN = dict(eps=1e-3, momentum=0.05)


def layers():
    """(kind, name as Keras counts, the torch module) of each layer: the one description of the network."""
    found, counts, channels = [], {}, 1

    def add(kind, module):
        counts[kind] = counts.get(kind, 0) + 1
        found.append((kind, f"{kind}_{counts[kind]}", module))

    for i, filters in enumerate(FILTERS):
        add("conv2d", nn.Conv2d(channels, filters, 5 if i == 0 else 3, padding="same"))
        add("batch_normalization", nn.BatchNorm2d(filters, **BN))
        add("max_pooling2d", nn.MaxPool2d(2))
        add("dropout", nn.Dropout(0.25))
        channels = filters
    add("flatten", nn.Flatten())
    size = channels * 3 * 3
    for units in UNITS:
        add("dense", nn.Linear(size, units))
        add("batch_normalization", nn.BatchNorm1d(units, **BN))
        add("dropout", nn.Dropout(0.25))
        size = units
    add("dense", nn.Linear(size, len(CLASSES)))
    return found


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.all = layers()
        self.modules_ = nn.ModuleList(module for _, _, module in self.all)
        for module in self.modules_:  # as Keras begins: Glorot uniform, biases 0
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)

    def forward(self, x):
        last = self.all[-1][1]
        for kind, name, module in self.all:
            x = module(x)
            if kind in ("conv2d", "dense") and name != last:
                x = F.relu(x)
        return x


def read(folder, name):
    x = np.load(f"{folder}/{name}-x.npy")
    y = np.load(f"{folder}/{name}-y.npy")
    return torch.from_numpy(x)[:, None].float() / 255, torch.from_numpy(y).long()


def evaluate(net, x, y):
    """Mean loss, accuracy, and the predicted classes."""
    net.eval()
    with torch.no_grad():
        logits = torch.cat([net(part) for part in x.split(256)])
    found = logits.argmax(1)
    return F.cross_entropy(logits, y).item(), (found == y).float().mean().item(), found


def train(net, data, validation):
    """The curves, by Keras's names for them."""
    curves = {name: [] for name in ("loss", "accuracy", "val_loss", "val_accuracy")}
    x, y = data
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE)
    steps = EPOCHS * (len(x) // BATCH)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)  # down to 0
    for epoch in range(EPOCHS):
        net.train()
        total = right = seen = 0
        for rows in torch.randperm(len(x))[: len(x) // BATCH * BATCH].split(BATCH):
            faces = x[rows]
            if torch.rand(()) < 0.5:
                faces = faces.flip(3)  # every expression is the same in a mirror
            optimiser.zero_grad()
            logits = net(faces)
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item() * len(rows)
            right += (logits.argmax(1) == y[rows]).sum().item()
            seen += len(rows)
        val_loss, val_accuracy, _ = evaluate(net, *validation)
        for name, value in zip(curves, (total / seen, right / seen, val_loss, val_accuracy)):
            curves[name].append(value)
        print(f"epoch {epoch + 1}: " + ", ".join(f"{k} {v[-1]:.4f}" for k, v in curves.items()), flush=True)
    return curves


def config_of(kind, name, module, first, last):
    """A layer's entry in model_config, as Keras 2.2 writes it."""
    zeros, ones = ({"class_name": c, "config": {}} for c in ("Zeros", "Ones"))
    glorot = dict(scale=1.0, mode="fan_avg", distribution="uniform", seed=None)
    kernel = {
        "activation": "softmax" if name == last else "relu",
        "use_bias": True,
        "kernel_initializer": {"class_name": "VarianceScaling", "config": glorot},
        "bias_initializer": zeros,
        **{f"{what}_regularizer": None for what in ("kernel", "bias", "activity")},
        **{f"{what}_constraint": None for what in ("kernel", "bias")},
    }
    ours = {"name": name, "trainable": True}
    if name == first:
        ours |= {"batch_input_shape": [None, 48, 48, 1], "dtype": "float32"}
    if kind == "conv2d":
        ours |= {"filters": module.out_channels, "kernel_size": list(module.kernel_size), "strides": [1, 1]}
        ours |= {"padding": "same", "data_format": "channels_last", "dilation_rate": [1, 1], **kernel}
    elif kind == "dense":
        ours |= {"units": module.out_features, **kernel}
    elif kind == "batch_normalization":
        ours |= {"axis": -1, "momentum": 1 - module.momentum, "epsilon": module.eps, "center": True, "scale": True}
        ours |= {"beta_initializer": zeros, "gamma_initializer": ones}
        ours |= {"moving_mean_initializer": zeros, "moving_variance_initializer": ones}
        ours |= {f"{what}_{rule}": None for rule in ("regularizer", "constraint") for what in ("beta", "gamma")}
    elif kind == "max_pooling2d":
        ours |= {"pool_size": [2, 2], "padding": "valid", "strides": [2, 2], "data_format": "channels_last"}
    elif kind == "dropout":
        ours |= {"rate": module.p, "noise_shape": None, "seed": None}
    elif kind == "flatten":
        ours |= {"data_format": "channels_last"}
    classes = dict(conv2d="Conv2D", dense="Dense", batch_normalization="BatchNormalization")
    classes |= dict(max_pooling2d="MaxPooling2D", dropout="Dropout", flatten="Flatten")
    return {"class_name": classes[kind], "config": ours}


def weights_of(kind, module, flattens):
    """Names and arrays in Keras's order and layout: channels last."""
    if kind == "conv2d":
        return [("kernel", module.weight.permute(2, 3, 1, 0)), ("bias", module.bias)]
    if kind == "dense":
        kernel = module.weight.t()
        if flattens:  # torch flattens [c, h, w], Keras [h, w, c]
            kernel = kernel.reshape(-1, 3, 3, kernel.shape[1]).permute(1, 2, 0, 3).reshape(kernel.shape)
        return [("kernel", kernel), ("bias", module.bias)]
    if kind == "batch_normalization":
        moving = [("moving_mean", module.running_mean), ("moving_variance", module.running_var)]
        return [("gamma", module.weight), ("beta", module.bias), *moving]
    return []


def write_keras(net, path):
    first, last = net.all[0][1], net.all[-1][1]
    config = [config_of(*layer, first, last) for layer in net.all]
    model = {"class_name": "Sequential", "config": {"name": "faces", "layers": config}}
    adam = {"lr": RATE, "beta_1": 0.9, "beta_2": 0.999, "decay": 0.0, "epsilon": 1e-8, "amsgrad": False}
    training = {
        "optimizer_config": {"class_name": "Adam", "config": adam},
        "loss": "categorical_crossentropy",
        "metrics": ["accuracy"],
        "sample_weight_mode": None,
        "loss_weights": None,
    }
    with h5py.File(path, "w", libver="earliest") as file:
        file.attrs["keras_version"] = "2.2.4"
        file.attrs["backend"] = "tensorflow"
        file.attrs["model_config"] = json.dumps(model)
        file.attrs["training_config"] = json.dumps(training)
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = np.array([name for _, name, _ in net.all], dtype="S")
        group.attrs["backend"] = "tensorflow"
        group.attrs["keras_version"] = "2.2.4"
        before = ""
        for kind, name, module in net.all:
            arrays = weights_of(kind, module, before == "flatten")
            inner = group.create_group(name)
            names = np.array([f"{name}/{key}:0" for key, _ in arrays], dtype="S") if arrays else np.array([])
            inner.attrs["weight_names"] = names
            for key, array in arrays:
                inner[f"{name}/{key}:0"] = array.detach().contiguous().numpy()
            before = kind


def main():
    folder = sys.argv[1]
    torch.manual_seed(7)
    torch.set_num_threads(2)
    net = Network()
    validation = read(folder, "validation")
    curves = train(net, read(folder, "training"), validation)
    write_keras(net, f"{HERE}/faces.h5")
    for name, values in curves.items():
        np.save(f"{HERE}/{name}.npy", np.array(values, dtype=np.float32))
    held = read(folder, "heldOut")
    _, accuracy, found = evaluate(net, *held)
    with torch.no_grad():
        np.save(f"{HERE}/probabilities.npy", F.softmax(net(held[0][:14]), 1).numpy())
    print(f"held out: {accuracy:.4f} of {len(held[1])}")
    for i, name in enumerate(CLASSES):
        rows = held[1] == i
        print(f"  {name}: {(found[rows] == i).float().mean():.4f}")


if __name__ == "__main__":
    main()
