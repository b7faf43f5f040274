pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Simulator.Models

// The hand scanner: type a code, or find a product and touch it.
Panel {
    id: scanner

    required property SimulatorModel simulator

    Column {
        id: field
        x: Theme.space3
        y: Theme.space2
        width: parent.width - 2 * x
        spacing: Theme.space2

        Row {
            spacing: Theme.space1

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                size: Theme.iconSmall
                text: Icons.scan
                color: Theme.accent
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Scanner")
                font.bold: true
                lineHeight: 1
            }
        }
        Row {
            width: parent.width
            spacing: Theme.space1

            SimulatorField {
                id: code
                objectName: "code"
                width: parent.width - go.width - card.width - 2 * parent.spacing
                hint: qsTr("Type a code")
                onAccepted: go.clicked()
            }
            SimulatorToggle {
                id: go
                objectName: "scan"
                height: code.height
                on: true
                text: qsTr("Scan")
                enabled: code.text !== ""
                opacity: enabled ? 1 : 0.45
                onClicked: scanner.simulator.scan(code.text)
            }
            SimulatorToggle {
                id: card
                objectName: "scanCard"
                height: code.height
                glyph: Icons.person
                text: qsTr("Loyalty card")
                onClicked: scanner.simulator.scanCard()
            }
        }
        Rectangle {
            width: parent.width
            height: said.implicitHeight + 2 * Theme.space1
            visible: scanner.simulator.message !== ""
            radius: Theme.radiusSmall
            color: Theme.toneSoft(scanner.simulator.messageTone)

            Label {
                id: said
                objectName: "message"
                x: Theme.space2
                y: Theme.space1
                width: parent.width - 2 * x
                text: scanner.simulator.message
                color: Theme.tone(scanner.simulator.messageTone)
                font.pixelSize: Theme.textCaption
                lineHeight: Theme.lineTight
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            }
        }
        SimulatorField {
            objectName: "find"
            width: parent.width
            hint: qsTr("Or find a product")
            glyph: Icons.search
            onTextChanged: scanner.simulator.search(text)
        }
    }
    ListView {
        id: list
        objectName: "found"
        x: Theme.space3
        y: field.y + field.height + Theme.space2
        width: parent.width - 2 * x
        height: parent.height - y - Theme.space2
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: scanner.simulator.found

        delegate: Tap {
            id: row

            required property string gtin
            required property string name
            required property url picture

            objectName: "product-" + gtin
            width: list.width
            height: Theme.dp(104)
            padding: 0
            text: name
            onClicked: scanner.simulator.scan(gtin)

            background: Rectangle {
                radius: Theme.radiusSmall
                color: row.sunk ? Theme.accentSoft : row.hovered ? Theme.sunken : Theme.none
            }
            contentItem: Item {
                Image {
                    id: image
                    x: Theme.space1
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.dp(72)
                    height: width
                    source: row.picture
                    sourceSize: Qt.size(width, height)
                    fillMode: Image.PreserveAspectFit
                    asynchronous: true
                }
                Column {
                    x: image.x + image.width + Theme.space2
                    width: parent.width - x
                    anchors.verticalCenter: parent.verticalCenter

                    Label {
                        width: parent.width
                        text: row.name
                        font.pixelSize: Theme.textCaption
                        lineHeight: Theme.lineTight
                        maximumLineCount: 1
                        wrapMode: Text.NoWrap
                    }
                    Label {
                        width: parent.width
                        text: row.gtin
                        color: Theme.inkSoft
                        font.pixelSize: Theme.textSmallest
                        lineHeight: Theme.lineTight
                    }
                }
            }
        }
        Label {
            anchors.centerIn: parent
            width: parent.width
            visible: list.count === 0
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("No product is called that.")
            color: Theme.inkSoft
        }
    }
}
