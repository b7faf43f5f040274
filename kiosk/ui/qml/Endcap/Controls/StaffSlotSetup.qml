pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// One slot: what it weighs now, its calibration in three steps, a count, and what it holds.
Flickable {
    id: setup
    objectName: "slotSetup"

    required property DevicesModel devices
    property string typed: "" // on the pad: grams or pieces

    readonly property int amount: typed === "" ? 0 : parseInt(typed)

    signal forgetting

    contentHeight: Math.max(facts.y + facts.height, pad.y + pad.height) + Theme.margin
    interactive: contentHeight > height
    boundsBehavior: Flickable.StopAtBounds
    clip: true

    Column {
        id: facts
        x: Theme.margin
        y: Theme.space3
        width: Theme.portrait ? setup.width - 2 * x : Math.round((setup.width - 3 * x) / 2)
        spacing: Theme.space2

        StaffCard {
            width: parent.width
            glyph: Icons.scale
            tone: "quiet"
            headline: setup.devices.name + " · " + setup.devices.product
            detail: setup.devices.device + "\n" + setup.devices.health

            Label {
                objectName: "liveReading"
                width: parent.width
                text: setup.devices.reading
                color: Theme.accent
                font.pixelSize: Theme.textHeadline
                font.bold: true
                lineHeight: Theme.lineTight
            }
            Label {
                width: parent.width
                text: setup.devices.confidence === "" ? setup.devices.stock : setup.devices.stock + " · " + setup.devices.confidence
                lineHeight: Theme.lineTight
            }
        }
        StaffBanner {
            objectName: "devicesRemark"
            width: parent.width
            text: setup.devices.remark
            tone: setup.devices.remarkTone
        }
        StaffStep {
            width: parent.width
            place: 0
            current: setup.devices.step
            title: qsTr("Zero: empty the plate")

            Label {
                width: parent.width
                text: qsTr("Take everything off, wait until the reading rests, then set zero. This is also the tare.")
                color: Theme.inkSoft
                lineHeight: Theme.lineTight
            }
        }
        StaffStep {
            width: parent.width
            place: 1
            current: setup.devices.step
            title: qsTr("Reference: a known weight")

            Label {
                width: parent.width
                text: qsTr("Put a weight that you know on the plate, type its grams, then calibrate.")
                color: Theme.inkSoft
                lineHeight: Theme.lineTight
            }
        }
        StaffStep {
            width: parent.width
            place: 2
            current: setup.devices.step
            title: qsTr("Check: another known weight")

            Label {
                width: parent.width
                text: qsTr("Put something else that you know on the plate, type its grams, then check.")
                color: Theme.inkSoft
                lineHeight: Theme.lineTight
            }
        }
        ActionButton {
            objectName: "calibrate"
            width: parent.width
            glyph: Icons.check
            enabled: !setup.devices.waiting && (setup.devices.step === 0 || setup.amount >= 10)
            text: setup.devices.step === 0 ? qsTr("Set zero") : setup.devices.step === 1 ? qsTr("Calibrate with %1 g").arg(setup.amount) : qsTr("Check with %1 g").arg(setup.amount)
            onClicked: setup.devices.calibrate(setup.devices.step, setup.amount)
        }
        ActionButton {
            objectName: "tare"
            width: parent.width
            visible: setup.devices.step > 0
            kind: "secondary"
            enabled: !setup.devices.waiting
            text: qsTr("Start again from zero")
            onClicked: setup.devices.calibrate(0, 0)
        }
    }
    Column {
        id: pad
        x: Theme.portrait ? Theme.margin : facts.x + facts.width + Theme.margin
        y: Theme.portrait ? facts.y + facts.height + Theme.space4 : Theme.space3
        width: setup.width - x - Theme.margin
        spacing: Theme.space2

        Label {
            objectName: "padTyped"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: setup.typed === "" ? "0" : setup.typed
            font.pixelSize: Theme.textHeadline
            font.bold: true
            lineHeight: 1
        }
        Grid {
            id: keys
            columns: 3
            spacing: Theme.space1
            width: parent.width

            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "C", "0", "<"]

                StaffPinKey {
                    required property string modelData

                    objectName: "pad" + modelData
                    width: (keys.width - 2 * keys.spacing) / 3
                    height: Theme.touchPrimary
                    text: modelData
                    glyph: modelData === "<" ? Icons.erase : modelData === "C" ? Icons.close : ""
                    onClicked: {
                        if (modelData === "<")
                            setup.typed = setup.typed.slice(0, -1);
                        else if (modelData === "C")
                            setup.typed = "";
                        else if (setup.typed.length < 5)
                            setup.typed += modelData;
                    }
                }
            }
        }
        ActionButton {
            objectName: "countSlot"
            width: parent.width
            kind: "secondary"
            enabled: !setup.devices.waiting && setup.typed !== ""
            text: qsTr("I counted %1 pieces").arg(setup.amount)
            onClicked: setup.devices.count(setup.amount)
        }
        StaffCard {
            width: parent.width
            glyph: Icons.scan
            tone: "quiet"
            headline: setup.devices.proposed === "" ? qsTr("Another product here? Scan it.") : setup.devices.proposed
            detail: setup.devices.proposed === "" ? setup.devices.planned === "" ? qsTr("As headquarters planned it") : qsTr("Planned: %1").arg(setup.devices.planned) : ""

            ActionButton {
                objectName: "bindProposed"
                width: parent.width
                visible: setup.devices.proposed !== ""
                text: qsTr("Bind the slot to it")
                onClicked: setup.devices.bindProposed()
            }
            ActionButton {
                objectName: "bindPlanned"
                width: parent.width
                visible: setup.devices.proposed === "" && setup.devices.planned !== ""
                kind: "secondary"
                text: qsTr("Back to the plan")
                onClicked: setup.devices.bindPlanned()
            }
        }
        ActionButton {
            objectName: "forgetDevice"
            width: parent.width
            visible: setup.devices.bound
            kind: "secondary"
            enabled: !setup.devices.waiting
            text: qsTr("Forget this device")
            onClicked: setup.forgetting()
        }
        ActionButton {
            objectName: "devicesBack"
            width: parent.width
            kind: "secondary"
            glyph: Icons.back
            text: qsTr("All devices")
            onClicked: setup.devices.back()
        }
    }
}
