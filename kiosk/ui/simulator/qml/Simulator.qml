pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls
import Endcap.Simulator.Models

// The store on a desk: shelves on the left, what is in the hand below them, the scanner on the right.
Window {
    id: window

    required property SimulatorModel simulator

    property int pieces: 1 // that one touch of "+" brings; 0 fills the slot

    title: qsTr("Endcap shelf simulator")
    width: 1100
    height: 760
    minimumWidth: 825
    minimumHeight: 570
    color: Theme.paper

    // A desk is closer than a shelf: the design's sizes, at half.
    Binding {
        target: Theme
        property: "pxPerMm"
        value: 1.95 * Math.min(window.width / 1100, window.height / 760)
    }

    Rectangle {
        id: head
        width: parent.width
        height: Theme.dp(96)
        color: Theme.night

        Row {
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.space4
            spacing: Theme.space3

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Simulated shelves")
                color: Theme.overNight
                font.pixelSize: Theme.textTitle
                font.bold: true
                lineHeight: 1
            }
            Chip {
                objectName: "link"
                anchors.verticalCenter: parent.verticalCenter
                text: window.simulator.connected ? qsTr("Connected") : qsTr("No broker, trying again")
                glyph: window.simulator.connected ? Icons.radio : Icons.offline
                color: window.simulator.connected ? Theme.goodSoft : Theme.warnSoft
                words: window.simulator.connected ? Theme.good : Theme.warn
            }
        }
        Row {
            anchors.verticalCenter: parent.verticalCenter
            x: parent.width - width - Theme.space4
            spacing: Theme.space1

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Restock brings")
                color: Theme.overNightSoft
                font.pixelSize: Theme.textCaption
                rightPadding: Theme.space1
            }
            Repeater {
                model: [1, 3, 0]

                SimulatorToggle {
                    required property int modelData

                    objectName: "pieces" + modelData
                    dark: true
                    on: window.pieces === modelData
                    text: modelData === 0 ? qsTr("Fill") : "+" + modelData
                    onClicked: window.pieces = modelData
                }
            }
            Item {
                width: Theme.space3
                height: 1
            }
            SimulatorToggle {
                objectName: "language"
                dark: true
                glyph: Icons.language
                text: window.simulator.language === "zh" ? "English" : "中文" // each in its own language
                onClicked: window.simulator.switchLanguage()
            }
        }
    }
    Column {
        id: store
        x: Theme.space3
        y: head.height + Theme.space3
        width: window.width - scanner.width - 3 * Theme.space3
        spacing: Theme.space3

        readonly property real room: hand.y - y - Theme.space3
        readonly property int count: shelves.count

        Repeater {
            id: shelves
            model: window.simulator.shelves

            SimulatorShelf {
                required property SimulatedShelfModel modelData

                width: store.width
                height: (store.room - (store.count - 1) * store.spacing) / store.count
                model: modelData
                pieces: window.pieces
                chosenShelf: window.simulator.chosenShelf
                chosenSlot: window.simulator.chosenSlot
                onTouched: slot => window.simulator.touchSlot(modelData.shelf, slot)
                onStrangerTouched: slot => window.simulator.liftStranger(modelData.shelf, slot)
                onRestocked: slot => window.simulator.restock(modelData.shelf, slot, window.pieces)
                onSilenced: on => window.simulator.silence(modelData.shelf, on)
            }
        }
    }
    SimulatorHand {
        id: hand
        x: Theme.space3
        y: window.height - height - Theme.space3
        width: store.width
        height: Theme.dp(212)
        simulator: window.simulator
    }
    SimulatorScanner {
        id: scanner
        x: window.width - width - Theme.space3
        y: head.height + Theme.space3
        width: Theme.dp(560)
        height: window.height - y - Theme.space3
        simulator: window.simulator
    }
}
